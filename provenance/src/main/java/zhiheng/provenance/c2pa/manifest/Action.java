package zhiheng.provenance.c2pa.manifest;

/**
 * Something that was done, as the signer says.
 *
 * @param name such as c2pa.created
 * @param sourceType what kind of thing came of it, by IPTC's list; "" where it is not said
 * @param agent the program that did it, "" where it is not said
 */
public record Action(String name, String sourceType, String agent) {
    boolean begins() {
        return name.equals("c2pa.created") || name.equals("c2pa.opened");
    }
}
