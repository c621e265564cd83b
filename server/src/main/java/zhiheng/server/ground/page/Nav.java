package zhiheng.server.ground.page;

/**
 * An entry of the menu; its word is {@code tab.SECTION}.
 *
 * @param section what pages name as theirs
 * @param administrators whether only they see it
 */
public record Nav(String section, String href, boolean administrators) {
    public static Nav to(String section) {
        return new Nav(section, "/" + section, false);
    }

    public static Nav forAdministrators(String section) {
        return new Nav(section, "/" + section, true);
    }
}
