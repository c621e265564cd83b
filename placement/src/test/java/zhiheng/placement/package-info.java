@org.jspecify.annotations.NullMarked
package zhiheng.placement;
