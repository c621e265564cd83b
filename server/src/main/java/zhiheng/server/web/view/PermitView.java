package zhiheng.server.web.view;

/**
 * The permit, to be changed.
 *
 * @param json as it is written
 */
public record PermitView(GatewayHead head, String json, Form form) {}
