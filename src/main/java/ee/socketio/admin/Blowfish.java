package ee.socketio.admin;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * The cipher of Bruce Schneier (1993) with the key schedule that bcrypt gives it (Provos and Mazières, "A Future-Adaptable
 * Password Scheme", 1999). The JDK has the cipher, but not this key schedule. Not thread-safe.
 */
final class Blowfish {
    private static final int SUBKEYS = 18;
    private static final int BOX = 256;

    /** The state before there is a key: the fraction of π. */
    private static final int[] PI = fractionOfPi(SUBKEYS + 4 * BOX);

    private final int[] subkeys = Arrays.copyOf(PI, SUBKEYS);

    /** All four, one behind the other. */
    private final int[] boxes = Arrays.copyOfRange(PI, SUBKEYS, PI.length);

    /**
     * Mixes a key and a salt into the state.
     *
     * @param key repeated as often as needed
     * @param salt likewise, an even number of words; zeros for none
     */
    void expand(int[] key, int[] salt) {
        for (int i = 0; i < SUBKEYS; i++) {
            subkeys[i] ^= key[i % key.length];
        }
        int[] block = new int[2];
        int salted = fill(subkeys, block, salt, 0);
        fill(boxes, block, salt, salted);
    }

    private int fill(int[] state, int[] block, int[] salt, int from) {
        int salted = from;
        for (int i = 0; i < state.length; i += 2) {
            block[0] ^= salt[salted];
            block[1] ^= salt[salted + 1];
            salted = (salted + 2) % salt.length;
            encrypt(block, 0);
            state[i] = block[0];
            state[i + 1] = block[1];
        }
        return salted;
    }

    /** Encrypts two words in place. */
    void encrypt(int[] words, int at) {
        int left = words[at] ^ subkeys[0];
        int right = words[at + 1];
        for (int round = 1; round < SUBKEYS - 1; round += 2) {
            right ^= mixed(left) ^ subkeys[round];
            left ^= mixed(right) ^ subkeys[round + 1];
        }
        words[at] = right ^ subkeys[SUBKEYS - 1];
        words[at + 1] = left;
    }

    private int mixed(int word) {
        int sum = boxes[word >>> 24] + boxes[BOX + (word >>> 16 & 0xff)];
        return (sum ^ boxes[2 * BOX + (word >>> 8 & 0xff)]) + boxes[3 * BOX + (word & 0xff)];
    }

    /** The first words behind the point, by Machin's formula: π/4 = 4 arctan 1/5 - arctan 1/239. */
    static int[] fractionOfPi(int words) {
        int guard = Integer.SIZE;
        BigInteger one = BigInteger.ONE.shiftLeft(words * Integer.SIZE + guard);
        BigInteger pi = arctanOfInverse(5, one)
                .shiftLeft(4)
                .subtract(arctanOfInverse(239, one).shiftLeft(2));
        BigInteger fraction = pi.mod(one).shiftRight(guard);
        int[] digits = new int[words];
        for (int i = 0; i < words; i++) {
            digits[i] = fraction.shiftRight((words - 1 - i) * Integer.SIZE).intValue();
        }
        return digits;
    }

    private static BigInteger arctanOfInverse(int x, BigInteger one) {
        BigInteger square = BigInteger.valueOf((long) x * x);
        BigInteger power = one.divide(BigInteger.valueOf(x));
        BigInteger sum = power;
        for (int n = 3; power.signum() > 0; n += 2) {
            power = power.divide(square);
            BigInteger term = power.divide(BigInteger.valueOf(n));
            sum = n % 4 == 1 ? sum.add(term) : sum.subtract(term);
        }
        return sum;
    }
}
