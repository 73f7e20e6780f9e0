package ee.socketio.adapter;

/**
 * The answers to one event, of members or of servers. They are complete when the adapter has {@linkplain #expect said}
 * how many there will be, has {@linkplain #allExpected said} that these are all, and each has
 * {@linkplain #received come} or {@linkplain #abandoned cannot come}; or when the time is over.
 *
 * <p>Thread-safe; runs no application code.
 */
public interface Acknowledgements {

    /** So many more have been asked; when negative, so many are not waited for any more. */
    void expect(int more);

    /** No more will be asked: every node has told how many it has. To be called once by each adapter. */
    void allExpected();

    /** One has answered. */
    void received(Answer answer);

    /** One of those who have been asked has gone without an answer. */
    void abandoned();

    /** Does something when nothing is waited for any more, at once when that is so already: the time to forget. */
    void whenSettled(Runnable action);
}
