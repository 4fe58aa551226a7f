package io.unichart.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.util.List;
import org.hl7.fhir.common.hapi.validation.support.CachingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import tools.jackson.databind.json.JsonMapper;

/** HL7's validator with R4's profiles; code systems that are not available offline are passed. */
final class Validator {

  private static final FhirContext R4 = FhirContext.forR4();
  private static final JsonMapper JSON = new JsonMapper();
  private static final FhirValidator VALIDATOR = validator();

  private Validator() {}

  private static FhirValidator validator() {
    ValidationSupportChain chain =
        new ValidationSupportChain(
            new DefaultProfileValidationSupport(R4),
            new CommonCodeSystemsTerminologyService(R4),
            new InMemoryTerminologyServerValidationSupport(R4));
    FhirInstanceValidator rules = new FhirInstanceValidator(new CachingValidationSupport(chain));
    rules.setAnyExtensionsAllowed(true);
    return R4.newValidator().registerValidatorModule(rules);
  }

  /** Everything that is wrong with a resource; empty when it is valid. */
  static List<String> errors(Object resource) {
    return messages(resource, ResultSeverityEnum.ERROR);
  }

  static List<String> messages(Object resource, ResultSeverityEnum atLeast) {
    String json = resource instanceof String text ? text : JSON.writeValueAsString(resource);
    return VALIDATOR.validateWithResult(json).getMessages().stream()
        .filter(message -> message.getSeverity().ordinal() >= atLeast.ordinal())
        .map(Validator::line)
        .toList();
  }

  private static String line(SingleValidationMessage message) {
    return message.getSeverity() + " " + message.getLocationString() + ": " + message.getMessage();
  }
}
