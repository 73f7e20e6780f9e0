/** The servers that the WAR is for, as an operator installs and runs them: one class each, and what they have in common. */
package ee.socketio.it.server;
