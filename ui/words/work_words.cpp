// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/work_words.h"

#include "core/analysis/idle_words.h"

#include <QCoreApplication>

#include <array>

namespace ui {

namespace {

struct WorkWords
{
    Q_DECLARE_TR_FUNCTIONS(Work)
};

using Word = const char *;

struct SpanRow
{
    Word name;
    Word letter;
    Word shortLetter;
    Word card;
    Word briefCard;
};

// In the order of SpanKind.
constexpr std::array<SpanRow, core::kSpanKindCount> kSpans = {{
    {QT_TRANSLATE_NOOP("Work", "forward"), QT_TRANSLATE_NOOP("Work", "F"),
     QT_TRANSLATE_NOOP("Work", "F"), QT_TRANSLATE_NOOP("Work", "Forward"),
     QT_TRANSLATE_NOOP("Work", "Forward")},
    {QT_TRANSLATE_NOOP("Work", "full backward"), QT_TRANSLATE_NOOP("Work", "B (full)"),
     QT_TRANSLATE_NOOP("Work", "B full"), QT_TRANSLATE_NOOP("Work", "Backward"),
     QT_TRANSLATE_NOOP("Work", "Backward")},
    {QT_TRANSLATE_NOOP("Work", "backward (input)"), QT_TRANSLATE_NOOP("Work", "B (input)"),
     QT_TRANSLATE_NOOP("Work", "B in"), QT_TRANSLATE_NOOP("Work", "Backward (input)"),
     QT_TRANSLATE_NOOP("Work", "B (input)")},
    {QT_TRANSLATE_NOOP("Work", "backward (weights)"), QT_TRANSLATE_NOOP("Work", "W"),
     QT_TRANSLATE_NOOP("Work", "W"), QT_TRANSLATE_NOOP("Work", "Weights"),
     QT_TRANSLATE_NOOP("Work", "Weights")},
    {QT_TRANSLATE_NOOP("Work", "recompute"), QT_TRANSLATE_NOOP("Work", "R"),
     QT_TRANSLATE_NOOP("Work", "R"), QT_TRANSLATE_NOOP("Work", "Recompute"),
     QT_TRANSLATE_NOOP("Work", "Recompute")},
    {QT_TRANSLATE_NOOP("Work", "optimizer step"), "", "",
     QT_TRANSLATE_NOOP("Work", "Optimizer step"), QT_TRANSLATE_NOOP("Work", "Optimizer")},
    {QT_TRANSLATE_NOOP("Work", "idle"), "", "", QT_TRANSLATE_NOOP("Work", "Idle"),
     QT_TRANSLATE_NOOP("Work", "Idle")},
    {QT_TRANSLATE_NOOP("Work", "communication"), "", "",
     QT_TRANSLATE_NOOP("Work", "Exchanges data"), QT_TRANSLATE_NOOP("Work", "Exchanges")},
    {QT_TRANSLATE_NOOP("Work", "other work"), "", "", QT_TRANSLATE_NOOP("Work", "Other work"),
     QT_TRANSLATE_NOOP("Work", "Other")},
    {QT_TRANSLATE_NOOP("Work", "product"), "", "", QT_TRANSLATE_NOOP("Work", "Matrix product"),
     QT_TRANSLATE_NOOP("Work", "Product")},
    {QT_TRANSLATE_NOOP("Work", "attention"), "", "", QT_TRANSLATE_NOOP("Work", "Attention"),
     QT_TRANSLATE_NOOP("Work", "Attention")},
    {QT_TRANSLATE_NOOP("Work", "copy"), "", "", QT_TRANSLATE_NOOP("Work", "Copies data"),
     QT_TRANSLATE_NOOP("Work", "Copies")},
}};

// In the order of WorkClass.
constexpr std::array<Word, kWorkClassCount> kWorks = {
    QT_TRANSLATE_NOOP("Work", "forward"),       QT_TRANSLATE_NOOP("Work", "recompute"),
    QT_TRANSLATE_NOOP("Work", "backward"),      QT_TRANSLATE_NOOP("Work", "weight gradient"),
    QT_TRANSLATE_NOOP("Work", "gradient sync"), QT_TRANSLATE_NOOP("Work", "optimizer"),
    QT_TRANSLATE_NOOP("Work", "product"),       QT_TRANSLATE_NOOP("Work", "attention"),
    QT_TRANSLATE_NOOP("Work", "copy"),          QT_TRANSLATE_NOOP("Work", "other work"),
    QT_TRANSLATE_NOOP("Work", "idle")};

QString told(Word word)
{
    return *word == '\0' ? QString() : WorkWords::tr(word);
}

const SpanRow &rowOf(core::SpanKind kind)
{
    return kSpans[static_cast<std::size_t>(kind)];
}

} // namespace

QString spanName(core::SpanKind kind)
{
    return told(rowOf(kind).name);
}

QString spanLetter(core::SpanKind kind)
{
    return told(rowOf(kind).letter);
}

QString shortSpanLetter(core::SpanKind kind)
{
    return told(rowOf(kind).shortLetter);
}

PillText spanOnCard(core::SpanKind kind)
{
    const QString brief = told(rowOf(kind).briefCard);
    return {told(rowOf(kind).card), brief, brief};
}

QString workName(WorkClass work)
{
    return told(kWorks[static_cast<std::size_t>(work)]);
}

QString idleCauseText(core::IdleCause cause)
{
    return QCoreApplication::translate("Idle", core::idleWords(cause).data());
}

} // namespace ui
