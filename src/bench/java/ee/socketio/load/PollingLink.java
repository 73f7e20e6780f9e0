package ee.socketio.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;

/** Long-polling over two sockets that are kept alive: one for the GETs, one for the POSTs. */
final class PollingLink implements Link {
    private static final String SEPARATOR = "\u001e";

    /** One of the two sockets: a request at a time. */
    private abstract class Exchange implements Wire.Reader {
        final Wire wire = new Wire(this);

        @Override
        public final int read(byte[] bytes, int from, int to) throws IOException {
            Http.Response response = Http.parse(bytes, from, to);
            if (response == null) {
                return 0;
            }
            if (response.status() != 200) {
                throw new IOException("status " + response.status() + " (expected: 200)");
            }
            answered(response.body());
            return response.length();
        }

        abstract void answered(String body) throws IOException;

        @Override
        public final void ended(String reason) {
            receiver.failed(reason);
        }
    }

    private final class Polls extends Exchange {
        @Override
        public void connected() throws IOException {
            poll();
        }

        private void poll() throws IOException {
            wire.write(head("GET", "").getBytes(UTF_8));
        }

        @Override
        void answered(String body) throws IOException {
            boolean opening = sid.isEmpty();
            if (opening) {
                int start = body.indexOf("\"sid\":\"") + 7;
                sid = body.substring(start, body.indexOf('"', start));
                opener = body;
            }
            poll();
            if (opening) {
                loop.connect(server, posts.wire);
                return;
            }
            for (String packet : body.split(SEPARATOR, -1)) {
                if (packet.equals("2")) {
                    receiver.pinged();
                    send("3");
                } else {
                    receiver.received(packet);
                }
            }
        }
    }

    private final class Posts extends Exchange {
        @Override
        public void connected() {
            receiver.opened(opener);
        }

        @Override
        void answered(String body) throws IOException {
            posting = false;
            post();
        }

        void post() throws IOException {
            if (posting || waiting.isEmpty()) {
                return;
            }
            posting = true;
            byte[] body = String.join(SEPARATOR, List.copyOf(waiting)).getBytes(UTF_8);
            waiting.clear();
            byte[] head = head("POST", "Content-Type: text/plain;charset=UTF-8\r\nContent-Length: " + body.length + "\r\n")
                    .getBytes(UTF_8);
            byte[] request = Arrays.copyOf(head, head.length + body.length);
            System.arraycopy(body, 0, request, head.length, body.length);
            wire.write(request);
        }
    }

    private final Loop loop;
    private final InetSocketAddress server;
    private final Receiver receiver;
    private final Polls polls = new Polls();
    private final Posts posts = new Posts();
    private final ArrayDeque<String> waiting = new ArrayDeque<>();
    private boolean posting;
    private String sid = "";
    private String opener = "";

    private PollingLink(Loop loop, InetSocketAddress server, Receiver receiver) {
        this.loop = loop;
        this.server = server;
        this.receiver = receiver;
    }

    static PollingLink open(Loop loop, InetSocketAddress server, Receiver receiver) throws IOException {
        PollingLink link = new PollingLink(loop, server, receiver);
        loop.connect(server, link.polls.wire);
        return link;
    }

    private String head(String method, String fields) {
        return method + " /socket.io/?EIO=4&transport=polling" + (sid.isEmpty() ? "" : "&sid=" + sid)
                + " HTTP/1.1\r\nHost: " + server.getHostString() + ":" + server.getPort() + "\r\n" + fields + "\r\n";
    }

    @Override
    public void send(String packet) throws IOException {
        waiting.add(packet);
        posts.post();
    }

    @Override
    public void close() {
        polls.wire.close();
        if (!sid.isEmpty()) {
            posts.wire.close();
        }
    }
}
