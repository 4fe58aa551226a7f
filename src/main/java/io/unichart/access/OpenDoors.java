package io.unichart.access;

import io.unichart.platform.PlatformProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Says in the log when the service answers whoever reaches it, and may be reached by many. */
@Component
class OpenDoors {

  private static final Logger log = LoggerFactory.getLogger(OpenDoors.class);

  OpenDoors(AccessProperties properties, PlatformProperties platform) {
    if (Mode.OPEN.word().equals(properties.mode()) && !platform.embedded()) {
      log.warn(
          "SECURITY_MODE=open: whoever reaches the service may read and change everything in it");
    }
  }
}
