package zhiheng.cases.cacao;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Playbooks for tests: those that ship, and small ones written step by step. */
final class Plays {
    static final Path SHIPPED = Path.of("../packs/procedures/playbooks/playbooks");

    private Plays() {}

    static String shipped(String name) throws IOException {
        return Files.readString(SHIPPED.resolve(name + ".json"));
    }

    /** The id of a step: its type, and a letter that makes its UUID. */
    static String id(String type, String letter) {
        return type + "--" + UUID.nameUUIDFromBytes(letter.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    static String action(String letter, String more) {
        return "\"" + id("action", letter) + "\":{\"type\":\"action\",\"name\":\"" + letter
                + "\",\"agent\":\"individual--x\",\"commands\":[{\"type\":\"manual\",\"command\":\"do\"}]," + more
                + "}";
    }

    static String step(String type, String letter, String more) {
        return "\"" + id(type, letter) + "\":{\"type\":\"" + type + "\"" + (more.isEmpty() ? "" : "," + more) + "}";
    }

    static String on(String link, String type, String letter) {
        return "\"" + link + "\":\"" + id(type, letter) + "\"";
    }

    /** @param steps all but the start, which leads to {@code first}; the end is {@code end--z} */
    static String playbook(String first, String more, String... steps) {
        return "{\"type\":\"playbook\",\"spec_version\":\"cacao-2.0\",\"id\":\"" + id("playbook", "p")
                + "\",\"name\":\"p\",\"created_by\":\"" + id("identity", "i")
                + "\",\"created\":\"2026-01-01T00:00:00.000Z\",\"modified\":\"2026-01-01T00:00:00.000Z\","
                + more + "\"workflow_start\":\"" + id("start", "s")
                + "\",\"agent_definitions\":{\"individual--x\":{\"type\":\"individual\",\"name\":\"x\"}},\"workflow\":{"
                + step("start", "s", "\"on_completion\":\"" + first + "\"") + "," + String.join(",", steps) + ","
                + step("end", "z", "") + "}}";
    }
}
