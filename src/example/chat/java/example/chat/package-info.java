/** A chat with rooms, private messages and a hint of who is typing; its page is in {@code webapp}. */
package example.chat;
