package zhiheng.gateway;

/** Encrypts what is kept of a call. Called on the event loop: takes microseconds for a text. */
public interface Seal {
    /** @param id of the interaction; the sealed bytes open only under it */
    byte[] seal(String id, byte[] plain);
}
