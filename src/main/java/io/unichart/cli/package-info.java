/**
 * The commands of the one executable that are not the service: each reads its arguments, does one
 * thing, and ends with 0 (done), 1 (failed) or 2 (wrong usage).
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"access", "matching", "terminology", "platform"})
package io.unichart.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
