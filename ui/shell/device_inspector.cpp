// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/device_inspector.h"

#include "core/base/text.h"
#include "ui/modes/mode.h"
#include "ui/playback/playback.h"
#include "ui/shell/dialog_frame.h"
#include "ui/words/scene_texts.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

DeviceInspector::DeviceInspector(const Mode &mode, QWidget *parent)
    : QDialog(parent), m_mode(mode), m_title(new QLabel(this)), m_text(new QLabel(this))
{
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    auto *body = new QVBoxLayout;
    body->addWidget(m_title);
    body->addWidget(m_text, 1);
    frameDialog(*this, body, {});
    connect(&mode.playback(), &Playback::moved, this, &DeviceInspector::renew);
    connect(&mode, &Mode::shownChanged, this, &DeviceInspector::renew);
}

void DeviceInspector::inspect(int device)
{
    m_device = device;
    setWindowTitle(m_mode.inItsWords(
        tr("%1 in detail").arg(QString::fromStdString(core::deviceName(device)))));
    show();
    renew();
    raise();
}

void DeviceInspector::setLook(const Look &look)
{
    m_title->setFont(look.font(TextRole::SectionTitle));
    m_text->setFont(look.font(TextRole::Control));
    m_text->setWordWrap(true);
    m_text->setMinimumWidth(look.ipx(340));
    fitText();
}

// Lines that are wrapped need more height than the size hint says. It never shrinks: it would jump
// from event to event.
void DeviceInspector::fitText()
{
    if (!isVisible())
        return;
    const int wide = std::max(width(), minimumSizeHint().width());
    fitToScreen(*this, QSize(wide, heightOfAll(*this, wide)).expandedTo(size()));
}

QString DeviceInspector::text() const
{
    return m_title->text() + QLatin1Char('\n') + m_text->text();
}

void DeviceInspector::renew()
{
    if (!isVisible())
        return;
    const core::SnapshotPtr snapshot = m_mode.shown();
    if (!snapshot || m_device >= snapshot->deviceCount())
        showText(QString::fromStdString(core::deviceName(m_device)) + QLatin1Char('\n') +
                 tr("This GPU is no longer part of the scenario."));
    else
        showText(deviceDescription(*snapshot, m_device, m_mode.playback().moment()));
}

// The first line names the GPU.
void DeviceInspector::showText(const QString &text)
{
    const QString words = m_mode.inItsWords(text);
    m_title->setText(words.section(QLatin1Char('\n'), 0, 0));
    m_text->setText(words.section(QLatin1Char('\n'), 1));
    fitText();
}

} // namespace ui
