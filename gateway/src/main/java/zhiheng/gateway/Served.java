package zhiheng.gateway;

/**
 * Who answered, as the upstream says: the members {@code model} and {@code system_fingerprint} of its answer. A provider that puts another
 * model behind one name shows it here or nowhere. Each is empty where it was not said, or is none of {@value #LONGEST} letters, digits
 * and signs of ASCII at most.
 *
 * @param asked the name under which the upstream was asked for a model, after the route's own names and the fallback of a permit
 */
public record Served(String asked, String model, String print) {
    public static final Served UNSAID = new Served("", "", "");
    private static final int LONGEST = 100;

    public Served {
        asked = name(asked);
        model = name(model);
        print = name(print);
    }

    /** The same, and what one more piece of the answer says; what was said before holds. */
    public Served and(String more, String print) {
        return new Served(asked, model.isEmpty() ? more : model, this.print.isEmpty() ? print : this.print);
    }

    private static String name(String said) {
        return said.length() <= LONGEST && said.chars().allMatch(c -> c > ' ' && c <= '~') ? said : "";
    }
}
