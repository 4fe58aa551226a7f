package io.unichart.fhir;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;

/** Findings as FHIR R4 resources, each in FHIR's own JSON. */
record Converted(
    @Schema(
            description = "The Patient; without a birth date, which no note's reading gives",
            example = "{\"resourceType\":\"Patient\",\"id\":\"pat-1\",\"gender\":\"female\"}")
        Map<String, Object> patient,
    @Schema(description = "Conditions of the patient's own") List<Map<String, Object>> conditions,
    @Schema(description = "MedicationRequest, and MedicationStatement for what has ended")
        List<Map<String, Object>> medications,
    @Schema(description = "Observations: vital signs and laboratory results")
        List<Map<String, Object>> observations,
    @Schema(
            description =
                "AllergyIntolerance, Procedure, ServiceRequest, FamilyMemberHistory, CarePlan,"
                    + " DocumentReference and Provenance")
        List<Map<String, Object>> other,
    @Schema(description = "How many resources there are in all", example = "9") int resourceCount,
    @Schema(description = "Milliseconds spent", example = "1") long processingTimeMs) {}
