@org.jspecify.annotations.NullMarked
package zhiheng.cases.bundle;
