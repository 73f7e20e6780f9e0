package ee.socketio.push;

import ee.socketio.Namespace;
import ee.socketio.NamespaceRegistry;
import ee.socketio.wire.engine.ProtocolException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Sends events. A request is read and checked as a whole before anything is sent. */
@ApplicationScoped
@Path("/")
@Consumes("application/json")
@Produces("application/json")
public class EventsResource {
    /** The beginning of a path: a namespace without its leading slash, and with one behind it; nothing for {@code /}. */
    static final String NAMESPACE = "{namespace: (?:.+/)?}";

    private static final Set<String> PARAMETERS = Set.of("room", "except", "sid");

    @Inject
    @SuppressWarnings("NullAway.Init") // by CDI
    NamespaceRegistry namespaces;

    /** An event as the body describes it. */
    @POST
    @Operation(
            id = "push",
            summary = "Send an event, with everything that can be said about it in the body",
            body = "Event",
            answers = {"202 Accepted", "200 Acknowledged"})
    public CompletionStage<Response> push(@Context HttpServletRequest request, InputStream body) {
        PushCall call = PushCall.of(request);
        String text = EventReader.text(body, call.options().maxBodySize());
        PushedEvent event = EventReader.event(text, "#");
        Namespace namespace = call.namespace(namespaces, event.namespace(), "#/namespace");
        call.remark(event.toString());
        return once(call, request, text, () -> event.send(namespace));
    }

    /** Several events, in this order: all of them, or none when one is not right. */
    @POST
    @Path("batch")
    @Operation(
            id = "pushBatch",
            summary = "Send several events in their order, or none of them when one is not right",
            body = "Batch",
            answers = {"202 BatchAccepted"})
    public CompletionStage<Response> batch(@Context HttpServletRequest request, InputStream body) {
        PushCall call = PushCall.of(request);
        String text = EventReader.text(body, call.options().maxBodySize());
        List<PushedEvent> events = EventReader.batch(text, call.options().maxBatch());
        List<Namespace> targets = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            targets.add(call.namespace(namespaces, events.get(i).namespace(), "#/" + i + "/namespace"));
        }
        call.remark(events.size() + " events");
        return once(call, request, text, () -> CompletableFuture.completedFuture(emit(events, targets)));
    }

    private static Answer emit(List<PushedEvent> events, List<Namespace> targets) {
        List<String> results = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            results.add("{\"recipients\":" + events.get(i).emit(targets.get(i)) + "}");
        }
        return new Answer(202, "{\"results\":[" + String.join(",", results) + "]}");
    }

    /** An event whose data is the body. */
    @POST
    @Path(NAMESPACE + "{event: [^/]+}")
    @Operation(
            id = "pushData",
            summary = "Send an event with the body as its data",
            query = {"room", "except", "sid"},
            body = "Data",
            answers = {"202 Accepted"})
    public CompletionStage<Response> pushData(
            @Context HttpServletRequest request,
            @Context UriInfo uri,
            @PathParam("namespace") String path,
            @PathParam("event") String name,
            InputStream body) {
        PushCall call = PushCall.of(request);
        if (request.getRequestURI().endsWith("/")) {
            // JAX-RS overlooks the slash, and what was meant for a namespace would be an event for everybody.
            throw Problem.refuse(404, "{event}", "event: missing (expected: a name behind the last slash)");
        }
        String text = EventReader.text(body, call.options().maxBodySize());
        MultivaluedMap<String, String> query = uri.getQueryParameters();
        for (String parameter : query.keySet()) {
            if (!PARAMETERS.contains(parameter)) {
                throw Problem.refuse(
                        400,
                        "?" + parameter,
                        ProtocolException.excerpt(parameter) + ": unknown (expected: room, except, sid)");
            }
        }
        List<String> rooms = new ArrayList<>(rooms(query, "room"));
        rooms.addAll(rooms(query, "sid"));
        PushedEvent event = new PushedEvent(
                absolute(path),
                EventReader.eventName(name, "{event}"),
                rooms,
                rooms(query, "except"),
                EventReader.data(text),
                false,
                Optional.empty());
        Namespace namespace = call.namespace(namespaces, event.namespace(), "{namespace}");
        call.remark(event.toString());
        return once(call, request, text, () -> event.send(namespace));
    }

    private static List<String> rooms(MultivaluedMap<String, String> query, String parameter) {
        return query.getOrDefault(parameter, List.of()).stream()
                .map(room -> EventReader.roomName(room, "?" + parameter))
                .collect(Collectors.toList());
    }

    /** The namespace that the beginning of a path stands for. */
    static String absolute(String path) {
        return path.isEmpty() ? "/" : "/" + path.substring(0, path.length() - 1);
    }

    private static CompletionStage<Response> once(
            PushCall call, HttpServletRequest request, String body, Supplier<CompletionStage<Answer>> action) {
        String key = request.getHeader("Idempotency-Key");
        if (key == null) {
            return action.get().thenApply(Answer::response);
        }
        if (!key.matches("[!-~]{1,255}")) {
            throw Problem.refuse(
                    400,
                    "Idempotency-Key",
                    "Idempotency-Key: " + ProtocolException.excerpt(key)
                            + " (expected: 1 to 255 visible ASCII characters)");
        }
        String what = request.getRequestURI() + '?' + request.getQueryString() + '\n' + body;
        return call.keys()
                .once(call.caller().name() + ' ' + key, HexFormat.of().formatHex(PushToken.sha256(what)), action)
                .thenApply(Answer::response);
    }
}
