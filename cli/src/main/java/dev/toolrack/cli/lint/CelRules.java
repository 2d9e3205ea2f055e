package dev.toolrack.cli.lint;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Validation rules in the Common Expression Language, with what Kubernetes adds to it and the kinds
 * use. Each is compiled when it is first asked.
 */
final class CelRules {
  private final CelCompiler compiler =
      CelCompilerFactory.standardCelCompilerBuilder()
          .setStandardMacros(CelStandardMacro.values())
          .addLibraries(CelExtensions.strings())
          .addVar("self", SimpleType.DYN)
          .addVar("oldSelf", SimpleType.DYN)
          .addFunctionDeclarations(
              CelFunctionDecl.newFunctionDeclaration(
                  "findAll",
                  CelOverloadDecl.newMemberOverload(
                      "find_all",
                      ListType.create(SimpleType.STRING),
                      SimpleType.STRING,
                      SimpleType.STRING)),
              CelFunctionDecl.newFunctionDeclaration(
                  "sum",
                  CelOverloadDecl.newMemberOverload(
                      "sum_int", SimpleType.INT, ListType.create(SimpleType.INT))))
          .build();

  private final CelRuntime runtime =
      CelRuntimeFactory.plannerRuntimeBuilder()
          .addLibraries(CelExtensions.strings())
          .addFunctionBindings(
              CelFunctionBinding.from("find_all", String.class, String.class, CelRules::findAll),
              CelFunctionBinding.from("sum_int", List.class, CelRules::sum))
          .build();

  private final Map<String, CelRuntime.Program> programs = new HashMap<>();

  /** Whether a value keeps a rule. */
  boolean holds(String rule, Object self) throws CelEvaluationException {
    CelRuntime.Program program = programs.get(rule);
    if (program == null) {
      program = compile(rule);
      programs.put(rule, program);
    }
    return Boolean.TRUE.equals(program.eval(Map.of("self", self)));
  }

  /** Compiles a rule of our own kinds: that each of them can be is tested. */
  CelRuntime.Program compile(String rule) {
    try {
      return runtime.createProgram(compiler.compile(rule).getAst());
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalStateException(rule, e);
    }
  }

  private static List<String> findAll(String text, String pattern) {
    List<String> found = new ArrayList<>();
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }

  private static Long sum(List<?> numbers) {
    return numbers.stream().mapToLong(number -> ((Number) number).longValue()).sum();
  }
}
