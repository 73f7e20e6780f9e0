package ee.socketio.it.beans.full;

import ee.socketio.NamespaceEndpoint;
import ee.socketio.OnConnect;
import ee.socketio.OnError;
import ee.socketio.OnEvent;
import ee.socketio.Socket;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;

/** Orders that are stored, for servers with Bean Validation and transactions. */
@NamespaceEndpoint("/orders")
public class Orders {

    /** Something to order. */
    public record Order(
            @NotBlank(message = "is blank") String item, @Min(value = 1, message = "is less than 1") int count) {}

    @Inject
    OrderBook book;

    @OnConnect
    void connected(Socket socket) {
        socket.join("orders");
    }

    @OnEvent
    String place(@Valid Order order) {
        return book.place(order.item(), order.count() > 100);
    }

    @OnError
    String failed(IllegalStateException failure) {
        return "rolled back";
    }
}
