package example.chat;

/**
 * What somebody has said.
 *
 * @param id grows from line to line
 * @param time in milliseconds since 1970
 */
public record Line(long id, String from, String text, long time) {}
