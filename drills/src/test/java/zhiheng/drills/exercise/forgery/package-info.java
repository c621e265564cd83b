@org.jspecify.annotations.NullMarked
package zhiheng.drills.exercise.forgery;
