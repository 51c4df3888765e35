// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/language_option.h"
#include "app/cli/offscreen.h"
#include "core/classroom/library.h"
#include "core/io/file/files.h"
#include "core/io/lesson/read_lesson.h"
#include "core/io/lesson/read_quiz.h"
#include "ui/export/quiz_sheet.h"
#include "ui/words/classroom_texts.h"
#include "ui/words/language.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace app {
namespace {

constexpr int kMostQuestions = 1000;

struct QuizOptions
{
    std::string file; // empty: the questions of the program
    std::string out;
    int questions = 10;
    std::uint64_t seed = 1;
    bool otherNumbers = false;
    bool withoutKey = false;
    std::string key; // of the answers alone; empty: none
    std::string language = "en";
};

core::Result<core::Quiz> quizOf(const QuizOptions &options)
{
    if (options.file.empty())
        return ui::inLanguage(core::builtinQuiz());
    const core::Result<std::string> text = core::readFile(options.file, core::kLargestLesson);
    if (!text)
        return text.error();
    return core::quizFromJson(text.value(), options.file);
}

// What the names of the files say.
core::Status checkFiles(const QuizOptions &options)
{
    const bool isTable = options.out.ends_with(".csv");
    if (!isTable && !options.out.ends_with(".pdf"))
        return core::Error{"--out: \"" + options.out +
                           "\" ends in neither .pdf, pages to print, nor .csv, a table."};
    if (options.key.empty())
        return std::monostate{};
    if (isTable)
        return core::Error{"--key: A table has the answers in its last column: leave --key out, or "
                           "write pages, --out X.pdf."};
    if (!options.key.ends_with(".pdf"))
        return core::Error{"--key: \"" + options.key + "\" does not end in .pdf, pages to print."};
    if (options.key == options.out)
        return core::Error{"--key: \"" + options.key +
                           "\" is the file of the questions: give the answers another one."};
    return std::monostate{};
}

core::Written runQuiz(const QuizOptions &options)
{
    if (core::Status files = checkFiles(options); !files)
        return files.error();
    const std::unique_ptr<QApplication> application = offscreenApplication();
    if (core::Written fonts = checkFonts(); !fonts)
        return fonts;
    ui::useLanguage(QString::fromStdString(options.language));
    const core::Result<core::Quiz> quiz = quizOf(options);
    if (!quiz)
        return quiz.error();
    const std::size_t available = quiz.value().questions.size();
    if (static_cast<std::size_t>(options.questions) > available)
        return core::Error{"--questions: " + std::to_string(options.questions) +
                           " are asked for, and there are " + std::to_string(available) +
                           ". Ask for " + std::to_string(available) +
                           " at most, or give a quiz with more of your own."};
    const std::vector<core::AskedQuestion> paper =
        core::makePaper(quiz.value(), {.counts = core::levelsOf(options.questions),
                                       .seed = options.seed,
                                       .otherNumbers = options.otherNumbers});
    if (options.out.ends_with(".csv"))
        return core::writeFile(options.out, core::paperCsv(paper));
    using Pages = ui::QuizSheet::Pages;
    const auto pdf = [&](Pages pages) {
        return ui::quizSheetPdf(
                   {QString::fromStdString(quiz.value().title), options.seed, paper, pages})
            .toStdString();
    };
    if (!options.key.empty()) {
        const core::FileContent files[] = {{options.out, pdf(Pages::Questions)},
                                           {options.key, pdf(Pages::Answers)}};
        return core::writeFiles(files);
    }
    return core::writeFile(options.out, pdf(options.withoutKey ? Pages::Questions : Pages::Both));
}

} // namespace

void addQuizCommand(CLI::App &parser, ExitCode &exitCode)
{
    CLI::App *command =
        parser.add_subcommand("quiz", "Write a paper with questions, to be printed or as a table");
    const auto options = std::make_shared<QuizOptions>();
    command->add_option("FILE", options->file, "A quiz of your own; default: that of the program");
    command->add_option("--out", options->out, "X.pdf, pages to print, or X.csv, a table")
        ->required();
    command->add_option("--questions", options->questions, "How many; default: 10")
        ->check(CLI::Range(1, kMostQuestions));
    command->add_option("--seed", options->seed,
                        "Which paper: the same number, the same questions");
    command->add_flag("--other-numbers", options->otherNumbers,
                      "Ask with other numbers, worked out by the simulator");
    command->add_flag("--without-key", options->withoutKey, "Leave the page of answers out");
    command->add_option("--key", options->key,
                        "X.pdf, the answers in a file of their own, and not in that of --out");
    addLanguageOption(*command, options->language);
    command->callback([options, &exitCode] { exitCode = exitCodeOf(runQuiz(*options)); });
}

} // namespace app
