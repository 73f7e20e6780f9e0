package ee.socketio.adapter;

import ee.socketio.wire.socket.DecoderLimits;
import ee.socketio.wire.socket.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Servers of one process as a cluster. What one tells the others is written down as text, and waits until the test
 * lets it {@linkplain Wire#run arrive}, as with a message broker.
 */
public final class LinkedAdapter extends LocalAdapter {

    /** What the servers share. */
    public static final class Wire {
        private final List<LinkedAdapter> nodes = new CopyOnWriteArrayList<>();
        private final Queue<Runnable> messages = new ConcurrentLinkedQueue<>();

        /** Makes the adapters of one server. */
        public AdapterFactory server() {
            return host -> new LinkedAdapter(host, this);
        }

        /** Lets everything arrive; false when nothing was under way. */
        public boolean run() {
            boolean any = false;
            for (Runnable message = messages.poll(); message != null; message = messages.poll()) {
                any = true;
                message.run();
            }
            return any;
        }
    }

    private final Wire wire;
    private final List<Runnable> unanswered = new CopyOnWriteArrayList<>();

    private LinkedAdapter(AdapterHost host, Wire wire) {
        super(host);
        this.wire = wire;
    }

    @Override
    public CompletionStage<Void> init() {
        wire.nodes.add(this);
        return super.init();
    }

    @Override
    public void close() {
        wire.nodes.remove(this);
        unanswered.forEach(Runnable::run);
    }

    @Override
    public CompletionStage<Integer> serverCount() {
        return CompletableFuture.completedFuture(peers().size() + 1);
    }

    private List<LinkedAdapter> peers() {
        return wire.nodes.stream()
                .filter(node -> node != this && node.host().namespace().equals(host().namespace()))
                .toList();
    }

    private void tell(Target target, Consumer<LinkedAdapter> message) {
        if (!target.isLocal()) {
            peers().forEach(peer -> wire.messages.add(() -> message.accept(peer)));
        }
    }

    private static Emission written(Emission emission) {
        return new Emission(
                emission.namespace(),
                emission.json(),
                emission.attachments().stream().map(byte[]::clone).toList(),
                emission.isVolatile(),
                emission.compress());
    }

    private static Answer written(Answer answer) {
        String json = answer.values().json();
        int attachments = answer.attachments().size();
        return new Answer(
                attachments == 0
                        ? JsonArray.parse(json, DecoderLimits.DEFAULT)
                        : JsonArray.parse(json, attachments, DecoderLimits.DEFAULT),
                answer.attachments().stream().map(byte[]::clone).toList());
    }

    @Override
    public void broadcast(Emission emission, Target target) {
        super.broadcast(emission, target);
        tell(target, peer -> peer.broadcast(written(emission), target.local()));
    }

    @Override
    public void broadcastWithAck(Emission emission, Target target, Acknowledgements acks) {
        ask(emission, target, acks);
        List<LinkedAdapter> peers = target.isLocal() ? List.of() : peers();
        AtomicInteger silent = new AtomicInteger(peers.size());
        if (peers.isEmpty()) {
            acks.allExpected();
        }
        tell(target, peer -> {
            peer.ask(written(emission), target.local(), new Remote(acks));
            wire.messages.add(() -> {
                if (silent.decrementAndGet() == 0) {
                    acks.allExpected();
                }
            });
        });
    }

    /** Tells the server that has asked. */
    private final class Remote implements Acknowledgements {
        private final Acknowledgements asking;

        Remote(Acknowledgements asking) {
            this.asking = asking;
        }

        @Override
        public void expect(int more) {
            wire.messages.add(() -> asking.expect(more));
        }

        @Override
        public void allExpected() {
            throw new AssertionError("said by the one that asks");
        }

        @Override
        public void received(Answer answer) {
            wire.messages.add(() -> asking.received(written(answer)));
        }

        @Override
        public void abandoned() {
            wire.messages.add(asking::abandoned);
        }

        @Override
        public void whenSettled(Runnable action) {
            asking.whenSettled(action);
        }
    }

    @Override
    public CompletionStage<List<RemoteMember>> fetchSockets(Target target) {
        CompletableFuture<List<RemoteMember>> all = super.fetchSockets(target).toCompletableFuture();
        for (LinkedAdapter peer : target.isLocal() ? List.<LinkedAdapter>of() : peers()) {
            CompletableFuture<List<RemoteMember>> some = new CompletableFuture<>();
            wire.messages.add(() -> peer.fetchSockets(target.local()).thenAccept(some::complete));
            all = all.thenCombine(some, (known, more) -> {
                List<RemoteMember> both = new ArrayList<>(known);
                both.addAll(more);
                return both;
            });
        }
        return all;
    }

    @Override
    public void addSockets(Target target, Set<String> rooms) {
        super.addSockets(target, rooms);
        tell(target, peer -> peer.addSockets(target.local(), rooms));
    }

    @Override
    public void delSockets(Target target, Set<String> rooms) {
        super.delSockets(target, rooms);
        tell(target, peer -> peer.delSockets(target.local(), rooms));
    }

    @Override
    public void disconnectSockets(Target target, boolean close) {
        super.disconnectSockets(target, close);
        tell(target, peer -> peer.disconnectSockets(target.local(), close));
    }

    @Override
    public void serverSideEmit(Emission event, Optional<Acknowledgements> acks) {
        List<LinkedAdapter> peers = peers();
        acks.ifPresent(asking -> asking.expect(peers.size()));
        peers.forEach(peer -> wire.messages.add(
                () -> peer.host().serverSideEvent(written(event), acks.map(asking -> peer.reply(asking)))));
        acks.ifPresent(Acknowledgements::allExpected);
    }

    /** Takes one answer of this server, and its end for none. */
    private Consumer<Answer> reply(Acknowledgements asking) {
        AtomicBoolean answered = new AtomicBoolean();
        unanswered.add(() -> {
            if (answered.compareAndSet(false, true)) {
                asking.expect(-1);
            }
        });
        return answer -> {
            if (answered.compareAndSet(false, true)) {
                wire.messages.add(() -> asking.received(written(answer)));
            }
        };
    }
}
