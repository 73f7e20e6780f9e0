package ee.socketio.engine.servlet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The content codings of HTTP this server speaks (RFC 9110 §8.4). */
enum ContentCoding {
    IDENTITY,
    GZIP,
    DEFLATE;

    /** The coding the client likes best; among equals the one it names first. */
    static ContentCoding accepted(@Nullable String acceptEncoding) {
        if (acceptEncoding == null) {
            return IDENTITY;
        }
        ContentCoding best = IDENTITY;
        double bestQuality = 0;
        for (String entry : acceptEncoding.split(",", -1)) {
            String[] parts = entry.split(";", -1);
            ContentCoding coding = named(parts[0].trim());
            double quality = quality(parts);
            if (coding != IDENTITY && quality > bestQuality) {
                best = coding;
                bestQuality = quality;
            }
        }
        return best;
    }

    private static ContentCoding named(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "gzip", "x-gzip" -> GZIP;
            case "deflate" -> DEFLATE;
            default -> IDENTITY;
        };
    }

    private static double quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].trim();
            if (parameter.startsWith("q=") || parameter.startsWith("Q=")) {
                try {
                    return Double.parseDouble(parameter.substring(2));
                } catch (NumberFormatException noNumber) {
                    return 0;
                }
            }
        }
        return 1;
    }

    /** The value of the header {@code Content-Encoding}. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @param level from 1, which is fast, to 9, which is thorough
     */
    byte[] encode(byte[] body, int level) {
        if (this == IDENTITY) {
            return body;
        }
        ByteArrayOutputStream encoded = new ByteArrayOutputStream(body.length / 3 + 64);
        try (DeflaterOutputStream out = this == GZIP ? new Gzip(encoded, level) : new Zlib(encoded, level)) {
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return encoded.toByteArray();
    }

    // A stream ends the deflater that it has made, and lets nobody but subclasses set its level.

    private static final class Gzip extends GZIPOutputStream {
        Gzip(OutputStream out, int level) throws IOException {
            super(out);
            def.setLevel(level);
        }
    }

    private static final class Zlib extends DeflaterOutputStream {
        Zlib(OutputStream out, int level) {
            super(out);
            def.setLevel(level);
        }
    }
}
