// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/control_rows.h"

#include "core/scenario/edits.h"
#include "ui/controls/check_box.h"
#include "ui/controls/push_button.h"
#include "ui/controls/value_slider.h"
#include "ui/panels/control_panel.h"

#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace ui {

namespace {

struct OtherNames
{
    const char *id;
    const char *names;
};

// As papers and the options of frameworks have them, in every language.
constexpr OtherNames kOtherNames[] = {
    {"sharding", "ZeRO FSDP HSDP distributed optimizer"},
    {"shardingGroup", "HSDP HYBRID_SHARD MiCS"},
    {"secondaryGroup", "hpZ (ZeRO++)"},
    {"offload", "offload_optimizer ZeRO-Offload CPU"},
    {"recompute", "activation checkpointing, gradient checkpointing, rematerialization"},
    {"microbatches", "gradient accumulation"},
    {"replicas", "DP DDP data parallel"},
    {"tensor", "TP tensor parallel"},
    {"stages", "PP pipeline parallel"},
    {"context", "CP context parallel"},
    {"expert", "EP expert parallel MoE"},
    {"sequence", "SP"},
    {"linkPreset", "NVLink InfiniBand Ethernet interconnect"},
    {"link", "bandwidth"},
    {"slow", "straggler"},
    {"precision", "bf16 fp16 fp32 tf32 dtype"},
    {"precisionWithFp8", "bf16 fp16 fp32 tf32 fp8 dtype"},
};

// Those of a control under "More" are those of the one that it stands for.
QString otherNamesOf(const QString &id)
{
    for (const OtherNames &each : kOtherNames) {
        const QString own = QString::fromLatin1(each.id);
        if (id == own || id == own + QStringLiteral("More"))
            return QString::fromLatin1(each.names);
    }
    return {};
}

} // namespace

QList<ControlTitle> controlsOf(const core::Scenario &scenario)
{
    QList<ControlTitle> list;
    for (const SliderSpec &spec : sliderSpecs()) {
        if (spec.visible(scenario))
            list.append({spec.id, spec.label, otherNamesOf(spec.id)});
    }
    for (const ChooserSpec &spec : chooserSpecs()) {
        if (spec.visible(scenario))
            list.append({spec.id, spec.title, otherNamesOf(spec.id)});
    }
    return list;
}

ChoiceBox *boxOf(const ChooserSpec &spec)
{
    auto *box = new ChoiceBox(spec.title);
    box->setObjectName(spec.id);
    box->setPrefix(spec.prefix);
    box->setWhatsThis(
        spec.help.isEmpty()
            ? ControlPanel::tr("%1: choose from the list. Each row says where it comes "
                               "from or what it trades off.")
                  .arg(spec.title)
            : spec.help);
    box->setItems(spec.items);
    return box;
}

void dress(ValueSlider &slider, const SliderSpec &spec)
{
    slider.setToolTip(spec.toolTip);
    slider.setWhatsThis(spec.toolTip);
    slider.setObjectName(spec.id);
    slider.setParse(spec.parse);
}

void dress(PushButton &more)
{
    more.setObjectName(QStringLiteral("more"));
    more.setWhatsThis(ControlPanel::tr("Shows or hides less common settings."));
    more.setLogicalHeight(32);
}

void dress(CheckBox &overlap)
{
    overlap.setObjectName(QStringLiteral("overlap"));
    overlap.setToolTip(ControlPanel::tr(
        "Sync the gradients of finished layers while the backward pass continues"));
}

std::optional<StrategySpec> strategyNamed(const QString &tile)
{
    for (const StrategySpec &spec : strategySpecs()) {
        if (spec.id == tile)
            return spec;
    }
    return {};
}

QString tileOf(const core::Scenario &scenario)
{
    for (const StrategySpec &spec : strategySpecs()) {
        if (spec.strategy == core::strategyOf(scenario))
            return spec.id;
    }
    return {};
}

void paintBeside(QWidget &panel, const QWidget &button, const QRect &footer, const QString &text,
                 const Look &look)
{
    QPainter painter(&panel);
    painter.setFont(look.font(TextRole::Caption));
    painter.setPen(look.theme.text3);
    QRect beside = footer;
    beside.setHeight(button.height());
    beside.adjust(button.width() + look.ipx(8), 0, 0, 0);
    beside = QStyle::visualRect(panel.layoutDirection(), panel.rect(), beside);
    painter.drawText(beside, Qt::TextWordWrap | Qt::AlignVCenter, text);
}

void fillTiles(TileGroup &tiles)
{
    QList<ChoiceItem> items;
    for (const StrategySpec &spec : strategySpecs())
        items.append({spec.id, spec.title, spec.toolTip});
    tiles.setItems(items);
    tiles.setAccessibleName(ControlPanel::tr("How is the work split?"));
    tiles.setWhatsThis(
        ControlPanel::tr("Data: every GPU holds the whole model and gets a share of the batch. "
                         "Layers: every GPU holds some of the layers, and they take turns. "
                         "Pipeline: the same, with the batch in pieces that keep them all busy. "
                         "Tensor: every GPU holds a part of every layer. "
                         "Sharded: as Data, with the model divided among the GPUs. "
                         "Hybrid: several of these at once."));
}

void showJust(const QWidget &column, const QStringList &ids,
              std::initializer_list<QWidget *> always)
{
    const auto isNamed = [&ids](const QWidget *widget) {
        return ids.contains(widget->objectName());
    };
    for (QWidget *row : column.findChildren<QWidget *>(Qt::FindDirectChildrenOnly)) {
        if (!isNamed(row) && std::ranges::none_of(row->findChildren<QWidget *>(), isNamed))
            row->hide();
    }
    for (QWidget *row : always)
        row->setVisible(isNamed(row));
}

} // namespace ui
