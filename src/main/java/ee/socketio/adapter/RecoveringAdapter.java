package ee.socketio.adapter;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A {@link LocalAdapter} whose members may lose their connection and come back: all they are sent without asking for
 * an acknowledgement is logged, see {@link Recovery}.
 */
public class RecoveringAdapter extends LocalAdapter {
    private final Recovery recovery;

    /** An adapter of one namespace. */
    public RecoveringAdapter(AdapterHost host, Recovery recovery) {
        super(host);
        this.recovery = recovery;
    }

    @Override
    void callOut(Runnable call) {
        recovery.afterwards(call);
    }

    @Override
    public Optional<String> add(Member member) {
        return recovery.inBetween(() -> {
            super.add(member);
            return Optional.of(recovery.offset());
        });
    }

    @Override
    public void send(Emission emission, Member member) {
        recovery.inOrder(() -> super.send(recovery.log(emission, Target.EVERYONE, member.id()), member));
    }

    @Override
    public void broadcast(Emission emission, Target target) {
        recovery.inOrder(() -> super.broadcast(recovery.log(emission, target, null), target));
    }

    @Override
    public void persistSession(StoredSession session) {
        recovery.store(host().namespace(), session);
    }

    @Override
    public void forgetSession(String pid) {
        recovery.forget(pid);
    }

    @Override
    public CompletionStage<Optional<StoredSession>> restoreSession(
            String pid, Optional<String> principal, Optional<String> offset) {
        return CompletableFuture.completedFuture(recovery.take(host().namespace(), pid, principal, offset));
    }

    @Override
    public CompletionStage<List<Emission>> addRestored(Member member, StoredSession session) {
        Optional<List<Emission>> missed = recovery.inBetween(() -> {
            Optional<List<Emission>> known = recovery.missed(host().namespace(), session);
            if (known.isPresent()) {
                super.add(member);
                super.join(member, session.rooms());
            }
            return known;
        });
        return missed.map(CompletableFuture::completedFuture)
                .orElseGet(() -> CompletableFuture.failedFuture(
                        new IllegalStateException("what was sent meanwhile is not known any more")));
    }
}
