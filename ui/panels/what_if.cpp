// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/what_if.h"

#include "ui/document/document.h"

#include <QStringList>

#include <utility>

namespace ui {

std::optional<core::Wish> possibleWish(const Document &document, core::Setting setting,
                                       std::int64_t value, bool holdsSplit)
{
    core::Wish wish = document.wish();
    wish.holdsSplit = holdsSplit;
    wish = core::asking(wish, setting, value);
    core::Scenario follows = core::complete(wish).scenario;
    follows.title = document.scenario().title;
    if (follows == document.scenario() && core::valueOf(setting, follows) != value)
        return {};
    return wish;
}

WhatIf::WhatIf(Document &document, QObject *parent)
    : QObject(parent), m_document(document), m_card(new WhatIfCard)
{
    m_card->setObjectName(QStringLiteral("whatIf"));
    connect(&m_document, &Document::wishChanged, this, [this] {
        if (!m_asks)
            m_moved.reset(); // it described another change
        tell();
    });
    connect(&m_document, &Document::opened, this, [this] {
        m_moved.reset();
        tell();
    });
    connect(&m_document, &Document::snapshotChanged, this, &WhatIf::tell);
}

ValueScale WhatIf::scaleOf(const SliderSpec &spec, const ControlContext &now) const
{
    if (!m_moved || !spec.setting)
        return spec.scale(now);
    const ControlContext before{m_moved->before, {}, now.follows};
    if (spec.setting == m_moved->setting)
        return spec.scale(before);
    ValueScale scale = spec.scale(now);
    if (spec.value(before) > scale.stops.back())
        scale.stops.push_back(spec.value(before));
    return scale;
}

bool WhatIf::splitsAnew() const
{
    return m_moved && m_moved->setting != core::Setting::Split &&
           core::strategyOf(m_moved->before) != core::strategyOf(m_document.scenario());
}

void WhatIf::ask(core::Setting setting, std::int64_t value, const QString &text,
                 const QString &mergeKey)
{
    if (!m_moved || m_moved->setting != setting)
        m_moved = Moved{setting, m_document.scenario(), idleNow()};
    const std::optional<core::Wish> wish = possibleWish(m_document, setting, value, m_holdsSplit);
    if (!wish)
        return;
    m_asks = true;
    m_document.edit(*wish, text, mergeKey);
    m_asks = false;
}

void WhatIf::split(core::Strategy strategy, const QString &title)
{
    const auto value = static_cast<std::int64_t>(strategy);
    if (core::asking(m_document.wish(), core::Setting::Split, value) == m_document.wish())
        return;
    ask(core::Setting::Split, value, tr("split by %1").arg(title));
    m_document.endMerge();
    const QString other = splitText(strategy, m_document.scenario());
    if (!other.isEmpty())
        m_card->say(WhatIfCard::Kind::Refusal, {other, {}});
}

void WhatIf::follow(core::BatchPart part)
{
    m_document.edit(core::following(m_document.wish(), part), tr("lock another part of the batch"));
    m_document.endMerge();
}

void WhatIf::refuse(const QString &why)
{
    m_refuses = true;
    m_card->say(WhatIfCard::Kind::Refusal, {why, {}});
}

void WhatIf::endRefusal()
{
    if (std::exchange(m_refuses, false))
        tell();
}

std::optional<double> WhatIf::idleNow() const
{
    const core::SnapshotPtr &snapshot = m_document.snapshot();
    if (!snapshot || !snapshot->metrics.fits || !(snapshot->scenario == m_document.scenario()))
        return {};
    return snapshot->metrics.idleShare;
}

void WhatIf::tellQuietly()
{
    m_undoText = m_document.undoStack().canUndo() ? tr("Ctrl+Z: undo") : QString();
    m_card->say(WhatIfCard::Kind::Quiet,
                {batchText(m_document.scenario()),
                 tr("Two are locked, the third follows. Click to move a lock.")});
}

void WhatIf::setAwake(bool awake)
{
    if (std::exchange(m_awake, awake) != awake)
        tell();
}

void WhatIf::tell()
{
    if (!m_awake)
        return;
    if (!m_moved || m_moved->before == m_document.scenario()) {
        tellQuietly();
        Q_EMIT told();
        return;
    }
    const core::Answer answer = core::complete(m_document.wish());
    WhatIfText text = whatIfText(m_moved->before, answer, m_moved->setting);
    // The effect first: where there is no room for all, the list of followers is cut.
    const core::SnapshotPtr &snapshot = m_document.snapshot();
    const bool besidesSync = snapshot && snapshot->metrics.gradientSyncShare >= 0.005;
    QStringList details = {idleText(m_moved->idle, idleNow(), besidesSync), text.details};
    details.removeAll(QString());
    text.details = details.join(u' ');
    m_card->say(WhatIfCard::Kind::Change, text);
    m_undoText = ui::undoText(m_moved->before, answer, m_moved->setting);
    Q_EMIT told();
}

} // namespace ui
