package io.unichart.platform.openapi;

import org.jspecify.annotations.Nullable;
import org.springdoc.webflux.ui.SwaggerIndexTransformer;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.annotation.ContextAnnotationAutowireCandidateResolver;

/**
 * Leaves everything that describes the API unmade until somebody asks for the description: it is
 * hundreds of classes that no other request needs, and a second of every start.
 */
final class DescribedOnDemand implements BeanFactoryPostProcessor {

  private static final String RESOURCE = "openApiResource";

  /** Nothing asks for it, and yet the description is wrong without it. */
  private static final String REGISTRAR = "modelConverterRegistrar";

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    for (String name : beans.getBeanDefinitionNames()) {
      BeanDefinition definition = beans.getBeanDefinition(name);
      if (describes(definition.getBeanClassName()) || describes(declaringClass(definition))) {
        definition.setLazyInit(true);
      }
    }
    if (beans.containsBeanDefinition(RESOURCE) && beans.containsBeanDefinition(REGISTRAR)) {
      beans.getBeanDefinition(RESOURCE).setDependsOn(REGISTRAR);
    }
    if (beans instanceof DefaultListableBeanFactory factory) {
      factory.setAutowireCandidateResolver(new PageOnDemand());
    }
  }

  /** The page at /docs is asked for by what serves files, which is needed at once. */
  private static final class PageOnDemand extends ContextAnnotationAutowireCandidateResolver {
    @Override
    protected boolean isLazy(DependencyDescriptor wanted) {
      return wanted.getDependencyType() == SwaggerIndexTransformer.class || super.isLazy(wanted);
    }
  }

  private static @Nullable String declaringClass(BeanDefinition definition) {
    if (definition instanceof AnnotatedBeanDefinition annotated
        && annotated.getFactoryMethodMetadata() != null) {
      return annotated.getFactoryMethodMetadata().getDeclaringClassName();
    }
    return null;
  }

  private static boolean describes(@Nullable String type) {
    return type != null
        && (type.startsWith("org.springdoc.") || type.equals(OpenApiConfiguration.class.getName()));
  }
}
