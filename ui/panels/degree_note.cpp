// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/degree_note.h"

#include "ui/words/text_of.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace ui {

namespace {

struct Controls
{
    Q_DECLARE_TR_FUNCTIONS(Controls)
};

// "batch 256 → 512, micro-batches of 4 → 8": what the batch had to become.
QString batchNote(const core::Scenario &before, const core::Scenario &after, const QString &moved)
{
    QStringList changes;
    const core::TrainingSpec &was = before.training;
    const core::TrainingSpec &is = after.training;
    const bool movesBatch = moved == QLatin1String("batch");
    const bool movesCount = moved == QLatin1String("microbatches");
    if (was.globalBatch != is.globalBatch && !movesBatch)
        changes.append(Controls::tr("batch %1 → %2")
                           .arg(countText(was.globalBatch), countText(is.globalBatch)));
    const std::int64_t count = core::microBatchCount(before);
    if (count != core::microBatchCount(after) && !movesCount)
        changes.append(Controls::tr("micro-batches %1 → %2")
                           .arg(countText(count), countText(core::microBatchCount(after))));
    if (was.microBatch != is.microBatch && !movesBatch && !movesCount)
        changes.append(Controls::tr("micro-batches of %1 → %2 samples")
                           .arg(countText(was.microBatch), countText(is.microBatch)));
    return changes.join(QStringLiteral(", "));
}

QString joined(QStringList sentences)
{
    sentences.removeAll(QString());
    return sentences.join(QStringLiteral("; "));
}

} // namespace

QString degreesNote(const core::Scenario &before, const core::Scenario &after, const QString &moved)
{
    struct Degree
    {
        const char *id;
        QString name;
        int before;
        int after;
    };
    const core::ParallelSpec &was = before.parallel;
    const core::ParallelSpec &is = after.parallel;
    const Degree degrees[] = {
        {"devices", Controls::tr("GPUs"), before.cluster.devices, after.cluster.devices},
        {"replicas", Controls::tr("replicas"), was.data, is.data},
        {"stages", Controls::tr("stages"), was.pipeline, is.pipeline},
        {"tensor", Controls::tr("tensor"), was.tensor, is.tensor},
        {"context", Controls::tr("context"), was.context, is.context},
        {"expert", Controls::tr("expert"), was.expert, is.expert}};
    QStringList changes;
    for (const Degree &degree : degrees) {
        if (degree.before != degree.after && !moved.startsWith(QLatin1String(degree.id)))
            changes.append(
                QStringLiteral("%1 %2 → %3")
                    .arg(degree.name, countText(degree.before), countText(degree.after)));
    }
    const QString batch = batchNote(before, after, moved);
    if (changes.isEmpty())
        return batch;
    const QString all = changes.join(QStringLiteral(", "));
    const int devices = after.cluster.devices;
    return joined({devices == 1
                       ? Controls::tr("%1 so that 1 GPU is used").arg(all)
                       : Controls::tr("%1 so that %2 GPUs are used").arg(all, countText(devices)),
                   batch});
}

QString typedNote(const SliderSpec &spec, const ControlContext &before, double wanted, double taken)
{
    // As it is shown, a figure may hide the last digits of both.
    if (spec.text(before, wanted) == spec.text(before, taken))
        return {};
    const QString asked = spec.text(before, wanted);
    const QString got = spec.text(before, taken);
    const QString whole = spec.divides != nullptr ? spec.divides(before, wanted) : QString();
    if (!whole.isEmpty())
        return Controls::tr("%1 does not divide %2; took %3").arg(asked, whole, got);
    const ValueScale scale = spec.scale(before);
    if (wanted < scale.stops.front() || wanted > scale.stops.back())
        return Controls::tr("%1: %2 is not from %3 to %4; took %5")
            .arg(spec.label, asked, spec.text(before, scale.stops.front()),
                 spec.text(before, scale.stops.back()), got);
    return Controls::tr("%1: %2 is not possible here; took %3").arg(spec.label, asked, got);
}

QString strategyNote(core::Strategy wanted, const core::Scenario &before,
                     const core::Scenario &after)
{
    if (core::strategyOf(after) == wanted) {
        const core::ClusterSpec &was = before.cluster;
        const core::ClusterSpec &is = after.cluster;
        // A split brings micro-batches as it needs them; the batch is the person's own.
        const core::TrainingSpec &training = after.training;
        const bool sameBatch = before.training.globalBatch == training.globalBatch;
        return joined({was.devices == is.devices
                           ? QString()
                           : Controls::tr("GPUs %1 → %2: this split needs them")
                                 .arg(countText(was.devices), countText(is.devices)),
                       sameBatch ? QString()
                                 : Controls::tr("batch %1 → %2")
                                       .arg(countText(before.training.globalBatch),
                                            countText(training.globalBatch))});
    }
    if (wanted == core::Strategy::Tensor && after.parallel.tensor == 1)
        return after.model.transformer() == nullptr
                   ? Controls::tr("This model has no attention heads that could be divided.")
                   : Controls::tr("The heads of this model cannot be divided among %1 GPUs.")
                         .arg(countText(after.cluster.devices));
    if (core::strategyOf(after) == core::Strategy::Hybrid)
        return Controls::tr("Replicas as well, so that %1 GPUs are used")
            .arg(countText(after.cluster.devices));
    return Controls::tr("%1 GPUs and %2 layers cannot be split so.")
        .arg(countText(after.cluster.devices), countText(after.model.layerCount()));
}

ControlNote::ControlNote(double logicalWidth, QWidget *parent)
    : QLabel(parent), m_logicalWidth(logicalWidth)
{
    setObjectName(QStringLiteral("degreeNote"));
    setFont(Look().font(TextRole::Caption));
    setWordWrap(true);
    setVisible(false);
}

void ControlNote::say(const QString &text)
{
    if (text == this->text())
        return;
    setText(text);
    setAccessibleName(text);
    fit();
    setVisible(!text.isEmpty());
}

void ControlNote::setLook(const Look &look)
{
    m_look = look;
    setFont(look.font(TextRole::Caption));
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, look.theme.text2);
    setPalette(colours);
    fit();
}

void ControlNote::fit()
{
    // Of a label without words Qt knows no height.
    setFixedHeight(std::max(0, heightForWidth(m_look.ipx(m_logicalWidth))));
}

} // namespace ui
