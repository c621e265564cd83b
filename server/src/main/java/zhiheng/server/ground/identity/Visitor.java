package zhiheng.server.ground.identity;

/** From where somebody signs in: address and user agent, the latter as the browser says it. */
public record Visitor(String address, String agent) {
    private static final int AGENT = 120;

    public Visitor {
        var plain = agent.replaceAll("\\p{Cntrl}", " ").strip();
        agent = plain.length() <= AGENT ? plain : plain.substring(0, AGENT);
    }

    public static Visitor at(String address) {
        return new Visitor(address, "");
    }
}
