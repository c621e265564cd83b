package zhiheng.server.rooms.toolservers;

import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageRequest;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.SamplingMessage;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A server of tools made with the official Java package, over its standard streams. */
public final class JavaToolServer {
    private JavaToolServer() {}

    public static void main(String[] args) {
        var schema = Map.<String, Object>of("type", "object", "properties", Map.of("text", Map.of("type", "string")));
        McpServer.sync(new StdioServerTransportProvider(
                        new JacksonMcpJsonMapper(JsonMapper.builder().build())))
                .serverInfo("java", "1")
                .capabilities(ServerCapabilities.builder().tools(true).build())
                .toolCall(
                        Tool.builder("echo", schema)
                                .description("Says it again")
                                .build(),
                        (exchange, call) -> said(String.valueOf(call.arguments().get("text"))))
                .toolCall(
                        Tool.builder("steps", schema)
                                .description("Takes two steps")
                                .build(),
                        (exchange, call) -> said("done"))
                .toolCall(Tool.builder("slow", schema).description("Waits").build(), (exchange, call) -> {
                    try {
                        Thread.sleep(60_000);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return said("too late");
                })
                .toolCall(Tool.builder("broken", schema).description("Fails").build(), (exchange, call) -> {
                    throw new IllegalStateException("out of order");
                })
                .toolCall(
                        Tool.builder("ask", schema)
                                .description("Has the client's model answer")
                                .build(),
                        (exchange, call) -> {
                            var words = String.valueOf(call.arguments().get("text"));
                            var question = new SamplingMessage(
                                    Role.USER, TextContent.builder(words).build());
                            var answer = exchange.createMessage(CreateMessageRequest.builder(List.of(question), 9)
                                    .build());
                            return said(((TextContent) answer.content()).text());
                        })
                .toolCall(
                        Tool.builder("form", schema).description("Asks nobody").build(),
                        (exchange, call) -> CallToolResult.builder()
                                .addTextContent("no such form")
                                .isError(true)
                                .build())
                .toolCall(
                        Tool.builder("wipe", schema)
                                .description("Deletes everything")
                                .build(),
                        (exchange, call) -> said("wiped"))
                .build();
        ProcessHandle.current().parent().ifPresent(started -> started.onExit().join());
        System.exit(0); // whoever started it has ended, perhaps before it could end this
    }

    private static CallToolResult said(String words) {
        return CallToolResult.builder().addTextContent(words).build();
    }
}
