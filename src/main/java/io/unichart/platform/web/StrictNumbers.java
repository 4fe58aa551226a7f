package io.unichart.platform.web;

import java.beans.PropertyEditorSupport;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/**
 * Reads whole numbers in paths and queries as people write them. The framework's own reading also
 * takes {@code 0x1}, {@code #1} and {@code 1 2} for numbers, so that a mistyped id could name
 * another document. An editor, because the framework tries its own reading again after a converter
 * has refused.
 */
@ControllerAdvice
class StrictNumbers {

  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,19}");

  @InitBinder
  void readStrictly(WebDataBinder binder) {
    binder.registerCustomEditor(long.class, new WholeNumber(Long::valueOf));
    binder.registerCustomEditor(Long.class, new WholeNumber(Long::valueOf));
    binder.registerCustomEditor(int.class, new WholeNumber(Integer::valueOf));
    binder.registerCustomEditor(Integer.class, new WholeNumber(Integer::valueOf));
  }

  private static final class WholeNumber extends PropertyEditorSupport {

    private final Function<String, Number> reading;

    WholeNumber(Function<String, Number> reading) {
      this.reading = reading;
    }

    @Override
    @SuppressWarnings("NullAway") // an empty parameter counts as one that was not given
    public void setAsText(String text) {
      if (!text.isEmpty() && !WHOLE.matcher(text).matches()) {
        throw new NumberFormatException("not a whole number");
      }
      setValue(text.isEmpty() ? null : reading.apply(text));
    }
  }
}
