/**
 * The tutorial: a namespace that answers its visitors, and a GET that reaches all of them. Written against the public
 * API alone; it is not part of the library.
 */
@NullMarked
package ee.socketio.demo;

import org.jspecify.annotations.NullMarked;
