package zhiheng.server.web.view;

/** The kept content of one call. */
public record ContentView(GatewayHead head, String id, String callHref, Said said) {}
