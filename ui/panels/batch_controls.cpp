// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/batch_controls.h"

#include <QLabel>

namespace ui {

namespace {

using core::BatchPart;

constexpr std::size_t placeOf(BatchPart part)
{
    return static_cast<std::size_t>(part);
}

const QString &wholeId()
{
    static const QString id = QStringLiteral("wholeBatch");
    return id;
}

const QString &shareId()
{
    static const QString id = QStringLiteral("batchPerGpu");
    return id;
}

} // namespace

std::optional<core::BatchPart> batchPartOf(std::optional<core::Setting> setting)
{
    if (setting == core::Setting::GlobalBatch)
        return core::BatchPart::Global;
    if (setting == core::Setting::MicroBatch)
        return core::BatchPart::MicroBatch;
    if (setting == core::Setting::MicroBatches)
        return core::BatchPart::Count;
    return {};
}

BatchControls::BatchControls(QObject *parent)
    : QObject(parent), m_heading(new Heading(tr("Batch"))), m_scaling(new SegmentedSwitch),
      m_caption(new QLabel(tr("fixed while the layout changes")))
{
    m_scaling->setItems(
        {{wholeId(), tr("Whole batch"),
          tr("More GPUs share the same batch: strong scaling. The training itself does not "
             "change.")},
         {shareId(), tr("Batch per GPU"),
          tr("Every replica keeps its share, so more replicas make the batch larger: weak "
             "scaling.")}});
    m_scaling->setFills(true);
    m_scaling->setObjectName(QStringLiteral("scaling"));
    m_scaling->setAccessibleName(tr("What is fixed in the batch"));
    m_scaling->setWhatsThis(tr("Whole batch: the same samples in each step, however many GPUs. "
                               "Batch per GPU: each replica keeps its samples."));
    m_caption->setFont(Look().font(TextRole::Caption));
    connect(m_scaling, &ChoiceRow::chosen, this, [this](const QString &id) {
        const bool share = id == shareId();
        if (share != (m_follows == BatchPart::Global))
            Q_EMIT followsChosen(share ? BatchPart::Global : BatchPart::Count);
    });
}

void BatchControls::addTo(Column &column)
{
    column.add(m_heading, 6);
    column.add(m_scaling, 3);
    column.add(m_caption, 3);
}

LockedSlider *BatchControls::makeSlider(BatchPart part, const QString &label)
{
    auto *slider = new LockedSlider(label);
    m_sliders[placeOf(part)] = slider;
    slider->lock().setWhatsThis(
        tr("Two of global batch, micro-batch size and micro-batches are locked while the layout "
           "changes, and the unlocked one follows."));
    connect(&slider->lock(), &LockButton::clicked, this, [this, part] { lockClicked(part); });
    return slider;
}

// Closing a lock opens another: that of the micro-batch size, so that the global batch stays.
// Opening one closes the one that was open.
void BatchControls::lockClicked(BatchPart part)
{
    if (part != m_follows)
        Q_EMIT followsChosen(part);
    else
        Q_EMIT followsChosen(part == BatchPart::MicroBatch ? BatchPart::Count
                                                           : BatchPart::MicroBatch);
}

void BatchControls::setLook(const Look &look)
{
    m_heading->setLook(look);
    m_scaling->setLook(look);
    for (LockedSlider *slider : m_sliders) {
        if (slider != nullptr)
            slider->setLook(look);
    }
    m_caption->setFont(look.font(TextRole::Caption));
    QPalette colours = m_caption->palette();
    colours.setColor(QPalette::WindowText, look.theme.text3);
    m_caption->setPalette(colours);
    m_caption->setFixedHeight(look.ipx(18));
}

void BatchControls::show(BatchPart follows)
{
    m_follows = follows;
    m_scaling->setCurrent(follows == BatchPart::Global ? shareId() : wholeId());
    for (const BatchPart part : {BatchPart::Global, BatchPart::MicroBatch, BatchPart::Count}) {
        LockedSlider *slider = m_sliders[placeOf(part)];
        if (slider == nullptr)
            continue;
        const bool holds = part != follows;
        slider->lock().setShut(holds);
        slider->lock().setToolTip(
            holds ? tr("Locked: the others give way. Click to unlock it.")
                  : tr("Unlocked: it follows from the others. Click to lock it."));
    }
}

} // namespace ui
