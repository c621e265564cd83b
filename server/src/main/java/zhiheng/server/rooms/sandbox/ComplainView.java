package zhiheng.server.rooms.sandbox;

import zhiheng.server.ground.page.Form;

/**
 * What the public sees of a sandbox.
 *
 * @param receipt told once, after a complaint was taken; "" before
 */
public record ComplainView(String href, String system, String receipt, Form form) {}
