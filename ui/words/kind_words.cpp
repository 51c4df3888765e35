// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/kind_words.h"

#include "core/presets/this_computer.h"

#include <QCoreApplication>

#include <array>

namespace ui {

namespace {

struct Kinds
{
    Q_DECLARE_TR_FUNCTIONS(Kinds)
};

using Word = const char *;

// In the order of PathCause.
constexpr std::array<Word, core::kPathCauseCount> kCauses = {
    QT_TRANSLATE_NOOP("Kinds", "forward"),          QT_TRANSLATE_NOOP("Kinds", "backward"),
    QT_TRANSLATE_NOOP("Kinds", "weight gradients"), QT_TRANSLATE_NOOP("Kinds", "recomputing"),
    QT_TRANSLATE_NOOP("Kinds", "optimizer"),        QT_TRANSLATE_NOOP("Kinds", "links"),
    QT_TRANSLATE_NOOP("Kinds", "gradient sync"),    QT_TRANSLATE_NOOP("Kinds", "slow GPUs")};

// In the order of BubbleDefinition.
constexpr std::array<Word, 3> kBubbles = {QT_TRANSLATE_NOOP("Kinds", "of the step"),
                                          QT_TRANSLATE_NOOP("Kinds", "over work"),
                                          QT_TRANSLATE_NOOP("Kinds", "within the span")};

// In the order of ScheduleFamily.
constexpr std::array<Word, 6> kFamilies = {
    QT_TRANSLATE_NOOP("Kinds", "All forwards, then all backwards"),
    QT_TRANSLATE_NOOP("Kinds", "One forward, one backward"),
    QT_TRANSLATE_NOOP("Kinds", "Zero bubble: weight gradients fill the gaps"),
    QT_TRANSLATE_NOOP("Kinds", "V-shaped, with bounded memory"),
    QT_TRANSLATE_NOOP("Kinds", "Bidirectional"),
    QT_TRANSLATE_NOOP("Kinds", "Asynchronous: no GPU waits for the others")};

struct ChoiceRowWords
{
    Word name;
    Word tip;
};

// In the order of Sharding.
constexpr std::array<ChoiceRowWords, 4> kShardings = {{
    {QT_TRANSLATE_NOOP("Kinds", "none"),
     QT_TRANSLATE_NOOP("Kinds", "Every replica holds everything")},
    {"ZeRO-1",
     QT_TRANSLATE_NOOP("Kinds", "Optimizer states are sharded: each replica updates its share of "
                                "the weights")},
    {"ZeRO-2", QT_TRANSLATE_NOOP("Kinds", "Gradients are sharded too")},
    {"ZeRO-3", QT_TRANSLATE_NOOP("Kinds", "Weights are sharded too, and gathered layer by layer "
                                          "when used")},
}};

// In the order of Strategy.
constexpr std::array<ChoiceRowWords, 6> kStrategies = {{
    {QT_TRANSLATE_NOOP("Kinds", "Data"),
     QT_TRANSLATE_NOOP("Kinds", "Every GPU holds the whole model and gets a share of the batch")},
    {QT_TRANSLATE_NOOP("Kinds", "Layers"),
     QT_TRANSLATE_NOOP("Kinds", "Every GPU holds some of the layers; they take turns")},
    {QT_TRANSLATE_NOOP("Kinds", "Pipeline"),
     QT_TRANSLATE_NOOP("Kinds", "Every GPU holds some of the layers; micro-batches keep them all "
                                "busy")},
    {QT_TRANSLATE_NOOP("Kinds", "Tensor"),
     QT_TRANSLATE_NOOP("Kinds", "Every GPU holds a part of every layer; the GPUs of a node sum "
                                "their results in each layer")},
    {QT_TRANSLATE_NOOP("Kinds", "Sharded"),
     QT_TRANSLATE_NOOP("Kinds", "Every GPU gets a share of the batch and owns a share of the "
                                "model; layers are gathered when they are used (ZeRO-3)")},
    {QT_TRANSLATE_NOOP("Kinds", "Hybrid"),
     QT_TRANSLATE_NOOP("Kinds", "Replicas of a pipeline with tensor-parallel stages")},
}};

template <class Row, std::size_t n, class Enum>
const Row &rowOf(const std::array<Row, n> &table, Enum value)
{
    return table[static_cast<std::size_t>(value)];
}

QString told(Word word)
{
    return *word == '\0' ? QString() : Kinds::tr(word);
}

ChoiceWords told(const ChoiceRowWords &row)
{
    return {told(row.name), told(row.tip)};
}

} // namespace

QString causeName(core::PathCause cause)
{
    return told(rowOf(kCauses, cause));
}

QString bubbleName(core::BubbleDefinition definition)
{
    return told(rowOf(kBubbles, definition));
}

QString familyTitle(core::ScheduleFamily family)
{
    return told(rowOf(kFamilies, family));
}

QString titleOf(const core::DeviceSpec &device)
{
    const QString title = QString::fromStdString(device.title);
    if (!core::isThisComputer(device))
        return title;
    return (device.curve.table.empty() ? Kinds::tr("%1, not measured") : Kinds::tr("%1, measured"))
        .arg(title);
}

QString titleOf(const core::LinkSpec &link)
{
    return QString::fromStdString(link.title);
}

QString titleOf(const core::ModelSpec &model)
{
    return model.title.empty() ? QString()
                               : QCoreApplication::translate("Model", model.title.c_str());
}

QString titleOf(const core::SoftwareSpec &software)
{
    return QString::fromStdString(software.title);
}

ChoiceWords wordsOf(core::Sharding sharding)
{
    return told(rowOf(kShardings, sharding));
}

ChoiceWords wordsOf(core::Strategy strategy)
{
    return told(rowOf(kStrategies, strategy));
}

} // namespace ui
