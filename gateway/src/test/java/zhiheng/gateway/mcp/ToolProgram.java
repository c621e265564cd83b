package zhiheng.gateway.mcp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A server of tools as a program: it prints a word before it speaks, and ends when it is told to. */
public final class ToolProgram {
    private ToolProgram() {}

    public static void main(String[] args) throws IOException {
        System.out.println("starting");
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            var message = Rpc.MAPPER.readTree(line);
            if (!message.has("id")) {
                continue;
            }
            var result = switch (message.path("method").asString("")
                    + message.at("/params/name").asString("")) {
                case "initialize" ->
                    "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"tools\":{}},\"serverInfo\":{\"name\":\"p\",\"version\":\"1\"}}";
                case "tools/callenvironment" ->
                    ToolServer.text(String.join(" ", System.getenv().keySet()));
                default -> {
                    System.exit(3);
                    yield "";
                }
            };
            System.out.println(Rpc.result(message.path("id"), Rpc.MAPPER.readTree(result)));
        }
    }
}
