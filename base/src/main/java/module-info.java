/** What every module may use: texts in two languages, refusals, JSON, courses. */
module zhiheng.base {
    requires static transitive org.jspecify;

    exports zhiheng.base;
}
