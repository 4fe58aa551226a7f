/**
 * Speaks FHIR R4: turns what a note was read to say into resources that any FHIR system accepts.
 *
 * <p>Words it owns: element, resource, bundle. Resources are written as JSON directly; HL7's
 * validator judges them in the tests, so that no model of all of FHIR has to be started with the
 * service.
 */
@ApplicationModule(allowedDependencies = {"documents", "extraction", "platform"})
@NullMarked
package io.unichart.fhir;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
