/**
 * Who may do what: callers with a key, a token or a login of the console, their roles, and the one
 * table that says which role a route needs. In open mode nothing of it stands in a request's way.
 * Its words: caller, role, right, route, key, session.
 */
@ApplicationModule(allowedDependencies = {"audit", "platform"})
@NullMarked
package io.unichart.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
