package ee.socketio.push;

import static ee.socketio.push.EventsResource.NAMESPACE;

import ee.socketio.Namespace;
import ee.socketio.NamespaceRegistry;
import ee.socketio.Socket;
import ee.socketio.wire.engine.Json;
import ee.socketio.wire.engine.ProtocolException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who is connected to this node, in which rooms; and how to change that. */
@ApplicationScoped
@Path("/namespaces")
@Produces("application/json")
public class NamespacesResource {
    private static final String SOCKETS = NAMESPACE + "sockets";
    private static final String ROOMS = NAMESPACE + "rooms";
    private static final String MEMBER = ROOMS + "/{room: [^/]+}/sockets/{sid: [^/]+}";
    private static final int PAGE = 100;
    private static final int LARGEST_PAGE = 1000;

    @Inject
    @SuppressWarnings("NullAway.Init") // by CDI
    NamespaceRegistry namespaces;

    /** The namespaces that are open to the caller. */
    @GET
    @Operation(
            id = "listNamespaces",
            summary = "The namespaces that are open to the token",
            answers = {"200 Namespaces"})
    public String namespaces(@Context HttpServletRequest request) {
        PushCall call = PushCall.of(request);
        return namespaces.namespaces().stream()
                .filter(call::maySee)
                .sorted(Comparator.comparing(Namespace::name))
                .map(namespace -> "{\"name\":" + quoted(namespace.name()) + ",\"sockets\":"
                        + namespace.sockets().size() + "}")
                .collect(Collectors.joining(",", "{\"namespaces\":[", "]}"));
    }

    /** The rooms of a namespace, without those that every socket has for itself. */
    @GET
    @Path(ROOMS)
    @Operation(
            id = "listRooms",
            summary = "The rooms of a namespace, by name",
            query = {"limit", "after"},
            answers = {"200 Rooms"})
    public String rooms(
            @Context HttpServletRequest request,
            @PathParam("namespace") String path,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        Map<String, Integer> rooms = new TreeMap<>();
        for (Socket socket : find(request, path).sockets()) {
            for (String room : socket.rooms()) {
                if (!room.equals(socket.id())) {
                    rooms.merge(room, 1, Integer::sum);
                }
            }
        }
        return page(
                "rooms",
                rooms.keySet().stream(),
                Function.identity(),
                room -> "{\"name\":" + quoted(room) + ",\"sockets\":" + rooms.get(room) + "}",
                limit,
                after);
    }

    /** The sockets of a namespace. */
    @GET
    @Path(SOCKETS)
    @Operation(
            id = "listSockets",
            summary = "The sockets of a namespace, by id",
            query = {"limit", "after"},
            answers = {"200 Sockets"})
    public String sockets(
            @Context HttpServletRequest request,
            @PathParam("namespace") String path,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        return page(
                "sockets",
                find(request, path).sockets().stream().sorted(Comparator.comparing(Socket::id)),
                Socket::id,
                NamespacesResource::describe,
                limit,
                after);
    }

    /** Disconnects a socket from its namespace. */
    @DELETE
    @Path(SOCKETS + "/{sid: [^/]+}")
    @Operation(
            id = "disconnect",
            summary = "Disconnect a socket from its namespace",
            answers = {"204"})
    public Response disconnect(
            @Context HttpServletRequest request, @PathParam("namespace") String path, @PathParam("sid") String sid) {
        socket(request, path, sid).disconnect();
        return Response.noContent().build();
    }

    /** Makes a socket join a room. */
    @PUT
    @Path(MEMBER)
    @Operation(
            id = "join",
            summary = "Make a socket join a room",
            answers = {"204"})
    public Response join(
            @Context HttpServletRequest request,
            @PathParam("namespace") String path,
            @PathParam("room") String room,
            @PathParam("sid") String sid) {
        socket(request, path, sid).join(room);
        return Response.noContent().build();
    }

    /** Makes a socket leave a room. */
    @DELETE
    @Path(MEMBER)
    @Operation(
            id = "leave",
            summary = "Make a socket leave a room",
            answers = {"204"})
    public Response leave(
            @Context HttpServletRequest request,
            @PathParam("namespace") String path,
            @PathParam("room") String room,
            @PathParam("sid") String sid) {
        socket(request, path, sid).leave(room);
        return Response.noContent().build();
    }

    private Namespace find(HttpServletRequest request, String path) {
        return PushCall.of(request).namespace(namespaces, EventsResource.absolute(path), "{namespace}");
    }

    private Socket socket(HttpServletRequest request, String path, String sid) {
        return find(request, path)
                .socket(sid)
                .orElseThrow(() -> Problem.refuse(
                        404,
                        "{sid}",
                        "sid: " + ProtocolException.excerpt(sid) + " (expected: a socket that is connected here)"));
    }

    /** A part of a sorted list, and where the next one begins. */
    private static <T> String page(
            String name,
            Stream<T> sorted,
            Function<T, String> key,
            Function<T, String> json,
            @Nullable String limit,
            @Nullable String after) {
        int most = limit(limit);
        List<T> found = sorted.filter(each -> after == null || key.apply(each).compareTo(after) > 0)
                .limit(most + 1L)
                .toList();
        List<T> page = found.subList(0, Math.min(most, found.size()));
        return page.stream().map(json).collect(Collectors.joining(",", "{" + quoted(name) + ":[", "]"))
                + (found.size() > most ? ",\"next\":" + quoted(key.apply(page.get(most - 1))) : "")
                + "}";
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return PAGE;
        }
        if (!text.matches("[1-9]\\d{0,3}") || Integer.parseInt(text) > LARGEST_PAGE) {
            throw Problem.refuse(
                    400,
                    "?limit",
                    "limit: " + ProtocolException.excerpt(text) + " (expected: a number from 1 to " + LARGEST_PAGE
                            + ")");
        }
        return Integer.parseInt(text);
    }

    private static String describe(Socket socket) {
        return "{\"id\":" + quoted(socket.id())
                + ",\"transport\":" + quoted(socket.transport())
                + ",\"connected\":" + quoted(socket.handshake().time().toString())
                + socket.rooms().stream()
                        .filter(room -> !room.equals(socket.id()))
                        .sorted()
                        .map(NamespacesResource::quoted)
                        .collect(Collectors.joining(",", ",\"rooms\":[", "]}"));
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2);
        Json.quote(text, json);
        return json.toString();
    }
}
