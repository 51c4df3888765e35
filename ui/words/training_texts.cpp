// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/training_texts.h"

#include "core/analysis/events.h"
#include "core/base/accuracy_text.h"
#include "core/base/figure_group.h"
#include "ui/words/kind_words.h"
#include "ui/words/language.h"
#include "ui/words/scene_texts.h"
#include "ui/words/text_of.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

struct Training
{
    Q_DECLARE_TR_FUNCTIONS(Training)
};

QString titleOf(const std::monostate &)
{
    return Training::tr("What it learned");
}
QString titleOf(const LearnedPictures &pictures)
{
    return pictures.digits ? Training::tr("Test digits") : Training::tr("Test pictures");
}
QString titleOf(const LearnedBoundary &)
{
    return Training::tr("Two classes");
}
QString titleOf(const LearnedText &)
{
    return Training::tr("What it writes");
}

QString wordsOf(const std::monostate &)
{
    return Training::tr("Nothing was learned yet.");
}
QString wordsOf(const LearnedPictures &pictures)
{
    QStringList answers;
    for (const LearnedPictures::Picture &picture : pictures.shown)
        answers.append(
            picture.isRight()
                ? QString::number(picture.answer)
                : Training::tr("%1 taken for %2").arg(picture.label).arg(picture.answer));
    return Training::tr("%1: %2. %3.")
        .arg(titleOf(pictures), wrongText({pictures.wrong, pictures.tested}),
             answers.join(QStringLiteral(", ")));
}
QString wordsOf(const LearnedBoundary &boundary)
{
    return Training::tr("The plane is divided between two classes of points: %1.")
        .arg(wrongText({boundary.wrong, boundary.tested}));
}
QString wordsOf(const LearnedText &text)
{
    return Training::tr("After \"%1\" the network writes: %2").arg(text.prompt, text.written);
}

} // namespace

QString workerName(int device)
{
    return Training::tr("Worker %1").arg(device + 1);
}

QString ofWorkers(const QString &sentence)
{
    if (!sentence.contains(QLatin1StringView("GPU")))
        return sentence; // most of those that are drawn in every frame
    const QString every = textOf(core::phrase(core::kEveryGpu));
    if (sentence.contains(every)) // other words may hang on it than on "GPU"
        return ofWorkers(QString(sentence).replace(every, Training::tr("every worker")));
    static const QRegularExpression gpu(
        QStringLiteral("\\bGPU(s?)(?:( |, (?=\\d+ to ))(\\d+)(?:(–| to )(\\d+))?)?"));
    QString words;
    qsizetype end = 0;
    QRegularExpressionMatchIterator found = gpu.globalMatch(sentence);
    while (found.hasNext()) {
        const QRegularExpressionMatch match = found.next();
        words += sentence.mid(end, match.capturedStart() - end);
        words += match.captured(1).isEmpty() ? Training::tr("worker") : Training::tr("workers");
        if (!match.captured(3).isEmpty())
            words += match.captured(2) + QString::number(match.captured(3).toInt() + 1);
        if (!match.captured(5).isEmpty())
            words += match.captured(4) + QString::number(match.captured(5).toInt() + 1);
        end = match.capturedEnd();
    }
    return words + sentence.mid(end);
}

QString startedOfWorkers(const QString &sentence)
{
    QString words = ofWorkers(sentence);
    if (sentence.startsWith(QLatin1StringView("GPU")))
        words[0] = words[0].toUpper();
    return words;
}

DeviceWord deviceWordOf(const core::Snapshot &snapshot)
{
    return deviceWordOf(snapshot.trace);
}

DeviceWord deviceWordOf(const core::Trace &trace)
{
    // As recordedSnapshot() calls them; other labels are of whoever wrote the trace.
    return !trace.info.empty() && trace.info.front().label.starts_with("Worker ")
               ? DeviceWord::Worker
               : DeviceWord::Gpu;
}

QString inWord(DeviceWord word, const QString &sentence)
{
    return word == DeviceWord::Worker ? startedOfWorkers(sentence) : sentence;
}

QString trainingTitle(const core::Snapshot &snapshot)
{
    const core::Plan &plan = snapshot.plan;
    if (snapshot.deviceCount() == 1)
        return Training::tr("One worker");
    if (plan.groupSize == 1)
        return sceneTitle(snapshot).title;
    if (plan.replicas > 1 && plan.ranks() > 1)
        return Training::tr("Data, pipeline and tensor parallel");
    if (plan.ranks() > 1)
        return Training::tr("Pipeline and tensor parallel");
    return plan.replicas > 1 ? Training::tr("Data and tensor parallel")
                             : Training::tr("Tensor parallel");
}

QString runName(const core::Scenario &scenario)
{
    const int workers = scenario.cluster.devices;
    if (workers == 1)
        return Training::tr("1 worker");
    if (scenario.train && !scenario.train->shareGradients && scenario.parallel.data > 1)
        return Training::tr("%1 workers, alone").arg(workers);
    return Training::tr("%1 workers, %2")
        .arg(workers)
        .arg(withinSentence(wordsOf(core::strategyOf(scenario)).name));
}

QString verdictText(WeightsVerdict verdict)
{
    switch (verdict) {
    case WeightsVerdict::None:
        return {};
    case WeightsVerdict::First:
        return Training::tr("first");
    case WeightsVerdict::Equal:
        return Training::tr("equal");
    case WeightsVerdict::Rounding:
        return Training::tr("rounding");
    case WeightsVerdict::Differ:
        return Training::tr("differ");
    }
    return {};
}

QString shortPrint(std::string_view digits)
{
    return textOf(digits.substr(0, 4)) + QLatin1Char(' ') +
           textOf(digits.substr(std::min<std::size_t>(4, digits.size()), 4));
}

QString lossText(double loss)
{
    if (!std::isfinite(loss))
        return Training::tr("not finite");
    if (std::abs(loss) >= 1000 && std::abs(loss) < 1e15)
        return countText(std::llround(loss));
    const int decimals = loss >= 100 ? 1 : loss >= 10 ? 2 : 3;
    return decimalsText(loss, decimals);
}

QString accuracyText(double share)
{
    return textOf(core::figureOfAccuracy(share));
}

QString likenessText(const Likeness &like)
{
    if (like.steps == 0)
        return {};
    if (like.equal)
        return Training::tr("equal to the last bit");
    if (like.isRounding())
        return Training::tr("the same but for rounding");
    return Training::tr("losses differ by up to %1").arg(textOf(core::figureOfShare(like.largest)));
}

QString divergedText(std::int64_t step)
{
    return Training::tr("diverged at step %1").arg(countText(step));
}

QString aloneText(std::int64_t step)
{
    return Training::tr("not shared since step %1").arg(countText(step));
}

QString learnedTitle(const Learned &learned)
{
    return std::visit([](const auto &what) { return titleOf(what); }, learned);
}

QString wrongText(const WrongCount &count)
{
    if (count.tested == 0)
        return {};
    return Training::tr("%1 of %2 wrong").arg(countText(count.wrong), countText(count.tested));
}

bool hasAllocated(const core::Snapshot &snapshot, int row)
{
    const auto at = static_cast<std::size_t>(row);
    return at < snapshot.trace.memory.size() && !snapshot.trace.memory[at].empty();
}

WorkspaceText workspaceText(const core::Snapshot &snapshot, int row)
{
    if (!hasAllocated(snapshot, row))
        return {};
    const auto at = static_cast<std::size_t>(row);
    const core::MemoryParts most =
        std::ranges::max_element(snapshot.trace.memory[at], {}, [](const core::MemoryStep &step) {
            return step.parts.total();
        })->parts;
    const core::RowPlan &plan = snapshot.plan.rows[at];
    const core::FigureGroup figures = core::figuresTogether(
        {most.activations + most.buffers, plan.peak.activations, most.buffers});
    const QString worker = ofWorkers(textOf(core::deviceName(plan.devices.front())));
    return {
        Training::tr("At most %1 of activations on %2: %3 are planned, and %4 are the "
                     "workspace of one pass")
            .arg(textOf(figures.text(0)), worker, textOf(figures.text(1)), textOf(figures.text(2))),
        Training::tr("Activations: %1 planned, workspace of one pass %2")
            .arg(textOf(figures.text(1)), textOf(figures.text(2)))};
}

QString learnedText(const Learned &learned)
{
    return std::visit([](const auto &what) { return wordsOf(what); }, learned);
}

} // namespace ui
