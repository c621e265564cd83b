/** The door of the pages: visits, forms, frame, templates, words. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.ground.page;
