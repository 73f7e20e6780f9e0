/** A load generator for servers of Socket.IO: one thread, real sockets, every reply checked. */
@org.jspecify.annotations.NullMarked
package ee.socketio.load;
