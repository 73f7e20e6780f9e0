package ee.socketio.push;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * An OpenAPI 3.0 document of JAX-RS resources: paths, methods and parameters as their annotations have them, the words
 * by {@link Operation}, the schemas from {@code openapi-components.json}.
 */
final class OpenApi {
    private static final Pattern REGEX = Pattern.compile("\\{(\\w+):[^{}]*}");
    private static final List<String> REFUSALS = List.of("400", "401", "403", "404", "413", "415", "422", "429");

    private OpenApi() {}

    /**
     * Describes resources.
     *
     * @param server where their paths begin
     */
    static String describe(String server, Class<?>... resources) {
        Map<String, Map<String, JsonObject>> paths = new TreeMap<>();
        for (Class<?> resource : resources) {
            for (Method method : methods(resource)) {
                paths.computeIfAbsent(path(resource, method), path -> new TreeMap<>())
                        .put(verb(method), operation(method));
            }
        }
        JsonObjectBuilder all = Json.createObjectBuilder();
        paths.forEach((path, operations) -> {
            JsonObjectBuilder item = Json.createObjectBuilder();
            operations.forEach(item::add);
            all.add(path, item);
        });
        return Json.createObjectBuilder()
                .add("openapi", "3.0.3")
                .add(
                        "info",
                        Json.createObjectBuilder()
                                .add("title", "socketio-ee push")
                                .add("version", "1"))
                .add(
                        "servers",
                        Json.createArrayBuilder().add(Json.createObjectBuilder().add("url", server)))
                .add(
                        "security",
                        Json.createArrayBuilder()
                                .add(Json.createObjectBuilder().add("token", Json.createArrayBuilder())))
                .add("paths", all)
                .add("components", components())
                .build()
                .toString();
    }

    private static List<Method> methods(Class<?> resource) {
        return Arrays.stream(resource.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Operation.class))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    private static String verb(Method method) {
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (verb != null) {
                return verb.value().toLowerCase(Locale.ROOT);
            }
        }
        throw new IllegalStateException(method + ": no method of HTTP");
    }

    /** The namespace brings a slash of its own in JAX-RS, so that there is none when it is left out. */
    private static String path(Class<?> resource, Method method) {
        String beginning = resource.getAnnotation(Path.class).value();
        Path path = method.getAnnotation(Path.class);
        String whole = path == null || beginning.endsWith("/") ? beginning : beginning + "/";
        if (path != null) {
            whole += path.value().replace(EventsResource.NAMESPACE, "{namespace}/");
        }
        return REGEX.matcher(whole).replaceAll("{$1}");
    }

    private static JsonObject operation(Method method) {
        Operation words = method.getAnnotation(Operation.class);
        JsonObjectBuilder operation =
                Json.createObjectBuilder().add("operationId", words.id()).add("summary", words.summary());
        JsonArrayBuilder parameters = Json.createArrayBuilder();
        for (Parameter parameter : method.getParameters()) {
            PathParam named = parameter.getAnnotation(PathParam.class);
            if (named != null) {
                parameters.add(reference("parameters", named.value()));
            }
        }
        Arrays.stream(words.query()).forEach(name -> parameters.add(reference("parameters", name)));
        if (!words.body().isEmpty()) {
            parameters.add(reference("parameters", "Idempotency-Key"));
            operation.add(
                    "requestBody",
                    Json.createObjectBuilder()
                            .add("required", true)
                            .add("content", content("application/json", words.body())));
        }
        operation.add("parameters", parameters);
        JsonObjectBuilder answers = Json.createObjectBuilder();
        for (String answer : words.answers()) {
            String[] statusAndSchema = answer.split(" ", 2);
            JsonObjectBuilder described = Json.createObjectBuilder().add("description", words.summary());
            if (statusAndSchema.length == 2) {
                described.add("content", content("application/json", statusAndSchema[1]));
            }
            answers.add(statusAndSchema[0], described);
        }
        REFUSALS.forEach(status -> answers.add(status, reference("responses", "Problem")));
        return operation.add("responses", answers).build();
    }

    private static JsonObjectBuilder content(String type, String schema) {
        return Json.createObjectBuilder()
                .add(type, Json.createObjectBuilder().add("schema", reference("schemas", schema)));
    }

    private static JsonObjectBuilder reference(String kind, String name) {
        return Json.createObjectBuilder().add("$ref", "#/components/" + kind + "/" + name);
    }

    private static JsonObject components() {
        try (InputStream in = Objects.requireNonNull(OpenApi.class.getResourceAsStream("openapi-components.json"));
                JsonReader reader = Json.createReader(in)) {
            return reader.readObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
