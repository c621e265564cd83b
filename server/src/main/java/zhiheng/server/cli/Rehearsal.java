package zhiheng.server.cli;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;
import zhiheng.server.rooms.law.RememberedPacks;

/**
 * Does once what most starts do, at build, while the JVM notes down which classes that takes: {@code cli} or
 * {@code serve}; {@code packs} before them leaves the packs as the next starts will find them, {@code meaning} the vectors of
 * the law. Only what nearly every start needs belongs here, since every start loads all that was noted.
 */
public final class Rehearsal {
    private Rehearsal() {}

    public static void main(String[] args) throws IOException {
        switch (args[0]) {
            case "packs" -> {
                RememberedPacks.load(Library.shipped());
                RememberedPacks.load(Library.shipped().resolveSibling("incidents"));
            }
            case "meaning" -> PackFindCommand.learn(Library.shipped());
            case "cli" -> {
                var example =
                        Library.home().resolve("examples/hiring-screen.yaml").toString();
                Main.run("classify", example, "--lang", "zh");
                Main.run("classify", example, "--lang", "en");
                Main.run("packs", "list");
            }
            case "serve" -> serve(Library.shipped());
            default -> throw new IllegalArgumentException(args[0]);
        }
        System.exit(0);
    }

    /** Opens an office of nothing in a folder that is taken away again; it reaches nobody. */
    static void serve(Path library) throws IOException {
        var data = Files.createTempDirectory("zhiheng-rehearsal");
        var config = Config.of(data, library, Config.DEFAULT_HOST, 0, Map.of()).withGateway(0, Set.of(), false);
        try (var server = ZhihengServer.start(config)) {
            get(server.address(), "/");
            get(server.address(), "/login");
            get(server.address(), "/setup?token=" + server.setupToken().orElse(""));
        } finally {
            try (var files = Files.walk(data)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Without a client library, whose classes would be noted down too. */
    private static void get(URI address, String path) throws IOException {
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            var request =
                    "GET " + path + " HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        }
    }
}
