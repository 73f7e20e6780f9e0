package ee.socketio.process;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A program that clients can reach. Made by {@link ProgramServer#publish}. */
public final class PublishedProgram {
    private static final int LONGEST_PART = 65_536;
    private static final int LONGEST_LINE = 1_048_576;

    private final ProgramServer server;
    private final Program program;
    private final Terms terms;
    private final SharedProgram shared;

    PublishedProgram(ProgramServer server, Program program, Terms terms) {
        this.server = server;
        this.program = program;
        this.terms = terms;
        shared = new SharedProgram(this);
    }

    ProgramServer server() {
        return server;
    }

    Terms terms() {
        return terms;
    }

    Program program() {
        return program;
    }

    String command() {
        return program.command().get(0);
    }

    /** Whether one more client may come; if so, {@link #open} or {@link #release} has to follow. */
    boolean admit() {
        return terms.shared() || terms.forks().acquire();
    }

    /** A client that was admitted has not come. */
    void release() {
        if (!terms.shared()) {
            terms.forks().release();
        }
    }

    /** Starts the program for an admitted client, or lets it join. A failure is the client's end, and no exception. */
    Conversation open(Client client, ClientRequest request) {
        ProcessLog.Subject subject = ProcessLog.Subject.of(request, command());
        server.log().connected(subject);
        if (terms.shared()) {
            Conversation conversation = shared.join(new QueuedClient(client, server.executor()), subject);
            return new Conversation() {
                private final AtomicBoolean left = new AtomicBoolean();

                @Override
                public boolean received(byte[] message) {
                    return conversation.received(message);
                }

                @Override
                public void left() {
                    if (left.compareAndSet(false, true)) {
                        conversation.left();
                        server.log().disconnected(subject);
                    }
                }
            };
        }
        Own own = new Own(subject);
        try {
            ProgramRun run = run(CgiVariables.of(request, server.software(), program.inherited()), client, own);
            own.subject = subject.with(run.pid());
            run.go();
            return run;
        } catch (IOException e) {
            server.log().notLaunched(subject, e);
            client.end(Ending.NOT_LAUNCHED);
            own.over();
            return NOBODY;
        }
    }

    ProgramRun run(Map<String, String> variables, Client client, ProgramRun.Observer observer) throws IOException {
        ProgramRun run = ProgramRun.start(
                program,
                variables,
                server.executor(),
                client,
                observer,
                terms.shared() ? LONGEST_LINE : LONGEST_PART,
                server.probe());
        server.track(run);
        return run;
    }

    /** A shared program serves no request in particular. */
    Map<String, String> sharedVariables() {
        Map<String, String> variables = new LinkedHashMap<>(program.inherited());
        variables.put("SERVER_SOFTWARE", server.software());
        variables.put("GATEWAY_INTERFACE", "CGI/1.1");
        return variables;
    }

    /** The program of one client. */
    private final class Own implements ProgramRun.Observer {
        private volatile ProcessLog.Subject subject;

        Own(ProcessLog.Subject subject) {
            this.subject = subject;
        }

        @Override
        public void errorLine(String line) {
            server.log().errorLine(subject, line);
        }

        @Override
        public void ended(int status) {
            over();
        }

        void over() {
            terms.forks().release();
            server.log().disconnected(subject);
        }
    }

    /** For a client without a program. */
    static final Conversation NOBODY = new Conversation() {
        @Override
        public boolean received(byte[] message) {
            return true;
        }

        @Override
        public void left() {}
    };

    /** Where a request leads to. */
    public record Route(PublishedProgram program, String scriptName, String pathInfo) {}

    /** Finds the program for a path. */
    @FunctionalInterface
    public interface Router {
        /** The program for a path within the application, decoded; empty when there is none. */
        Optional<Route> find(String path);
    }
}
