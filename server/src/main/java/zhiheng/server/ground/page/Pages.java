package zhiheng.server.ground.page;

import io.vertx.ext.web.Router;

/** Where rooms put their pages. */
public record Pages(Router router, Site site, Desk desk) {}
