package io.unichart.terminology;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.unichart.terminology.load.TableFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import reactor.core.scheduler.Schedulers;

/**
 * Takes the tables of {@code TERMINOLOGY_DIR} into the database, as a job: it survives a restart
 * and is tried again when the database goes away. Every process asks for it at its start, with the
 * checksum of the folder it was given: during a roll-out another process that takes the job may
 * have another folder, and leaves it. What was read before is not read again.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TerminologyProperties.class)
class TerminologyJobs {

  private static final Logger LOG = LoggerFactory.getLogger(TerminologyJobs.class);
  private static final Duration BACK_OFF = Duration.ofSeconds(15);

  private final TerminologyProperties properties;
  private final DataSource database;
  private final TableWatch watch;

  TerminologyJobs(TerminologyProperties properties, DataSource database, TableWatch watch) {
    this.properties = properties;
    this.database = database;
    this.watch = watch;
  }

  @Bean
  OneTimeTask<String> codeTableImport() {
    return Tasks.oneTime("terminology-import", String.class)
        .onFailure(new FailureHandler.OnFailureRetryLater<>(BACK_OFF))
        .execute((instance, context) -> importFolder(instance.getData()));
  }

  @Bean
  ImportRequest codeTableImportRequest(
      Scheduler jobs, OneTimeTask<String> codeTableImport, Clock clock) {
    return new ImportRequest(jobs, codeTableImport, clock, properties);
  }

  /** Asks for the import once the service is up. */
  record ImportRequest(
      Scheduler jobs, OneTimeTask<String> task, Clock clock, TerminologyProperties properties) {

    @EventListener(ApplicationReadyEvent.class)
    void ask() {
      Path folder = properties.folder();
      if (folder != null) {
        Schedulers.boundedElastic().schedule(() -> ask(new TableFolder(folder)));
      }
    }

    private void ask(TableFolder folder) {
      try {
        String id = UUID.randomUUID().toString();
        jobs.schedule(task.instance(id, folder.checksums()), clock.instant());
      } catch (IOException e) {
        LOG.warn("TERMINOLOGY_DIR cannot be read; the code tables stay as they are");
      }
    }
  }

  private void importFolder(String checksums) {
    Path folder = properties.folder();
    try {
      if (folder == null || !new TableFolder(folder).checksums().equals(checksums)) {
        throw new IllegalStateException("this process was given another folder");
      }
      new TableImport(database).run(folder, "TERMINOLOGY_DIR", false, TerminologyJobs::tell);
    } catch (IOException e) {
      throw new IllegalStateException("the folder cannot be read");
    } catch (SQLException e) {
      throw new IllegalStateException("the database went away: " + e.getSQLState());
    }
    watch.look().subscribe();
  }

  private static void tell(TableImport.Outcome outcome) {
    if (outcome.result() == TableImport.Result.FAILED) {
      LOG.warn(
          "The code table {} was not taken in: {}; the former stays in force",
          outcome.system().slug(),
          outcome.why());
    }
  }
}
