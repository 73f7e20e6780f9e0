package ee.socketio.cdi;

import ee.socketio.Violation;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.NoProviderFoundException;
import jakarta.validation.Path;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks the arguments of handler methods. Not every server has Bean Validation: this class is used only when some
 * method {@linkplain Constraints has constraints}, and must not be loaded otherwise.
 */
final class BeanValidation implements AutoCloseable {
    private final Validator validator;

    /** Our own, to be closed; null when the server's is used. */
    private final @Nullable ValidatorFactory own;

    private BeanValidation(Validator validator, @Nullable ValidatorFactory own) {
        this.validator = validator;
        this.own = own;
    }

    /** The server's, or one that the application brings along; empty when there is neither. */
    static Optional<BeanValidation> find(BeanManager manager) {
        Instance<Validator> offered = manager.createInstance().select(Validator.class);
        if (offered.isResolvable()) {
            return Optional.of(new BeanValidation(offered.get(), null));
        }
        try {
            ValidatorFactory factory = Validation.buildDefaultValidatorFactory();
            return Optional.of(new BeanValidation(factory.getValidator(), factory));
        } catch (NoProviderFoundException e) {
            return Optional.empty();
        }
    }

    /** What is wrong with the arguments of a call, in the order of their paths. */
    List<Violation> violations(
            Object instance, Method method, @Nullable Object[] arguments, List<ParameterSource> sources) {
        return validator.forExecutables().validateParameters(instance, method, arguments).stream()
                .map(violation -> new Violation(path(violation, sources), violation.getMessage()))
                .sorted(Comparator.comparing(Violation::path).thenComparing(Violation::message))
                .toList();
    }

    private static String path(ConstraintViolation<?> violation, List<ParameterSource> sources) {
        StringBuilder path = new StringBuilder();
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.PARAMETER) {
                path.append(sources.get(node.as(Path.ParameterNode.class).getParameterIndex())
                        .path());
            } else if (node.getKind() != ElementKind.METHOD) {
                append(path, node);
            }
        }
        return path.toString();
    }

    private static void append(StringBuilder path, Path.Node node) {
        if (node.isInIterable()) {
            Object key = node.getIndex() == null ? node.getKey() : node.getIndex();
            path.append('[').append(key == null ? "" : key).append(']');
        }
        boolean named = node.getKind() == ElementKind.PROPERTY || node.getKind() == ElementKind.CROSS_PARAMETER;
        if (named) {
            path.append(path.length() == 0 ? "" : ".").append(node.getName());
        }
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }
}
