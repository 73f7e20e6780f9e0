package ee.socketio.testkit;

import ee.socketio.Ack;
import ee.socketio.Arguments;

/**
 * An event that a client has got.
 *
 * <pre>{@code
 * InProcessClient client = server.connect("/chat");
 * CompletionStage<Arguments> answer = client.socket().emitWithAck("sure?", "really");
 *
 * Received question = client.next();
 * assertEquals("really", question.args().get(0, String.class));
 * question.ack().send(true);
 *
 * assertTrue(answer.toCompletableFuture().join().get(0, boolean.class));
 * }</pre>
 *
 * @param name of the event
 * @param args typed, {@code args().get(0, Message.class)}, or as text, {@code args().json(0)}
 * @param namespace where it came from
 * @param ack answers the server; does nothing when it has not asked for an acknowledgement
 */
public record Received(String name, Arguments args, String namespace, Ack ack) {}
