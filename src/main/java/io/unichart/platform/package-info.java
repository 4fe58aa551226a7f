/**
 * What every capability stands on: the start, the database, configuration, errors, jobs, web edges
 * and telemetry. It knows no capability. Its words: problem, actor, start refusal, job.
 */
@ApplicationModule(
    type = ApplicationModule.Type.OPEN,
    allowedDependencies = {})
@NullMarked
package io.unichart.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
