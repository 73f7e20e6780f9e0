/** What single steps of the server cost, in time and in bytes allocated, without a container and without a network. */
@NullMarked
package ee.socketio.micro;

import org.jspecify.annotations.NullMarked;
